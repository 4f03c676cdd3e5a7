package org.keepuntil.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database on which a run works every night.
 *
 * @param name a word, by which the reports and the logs of its runs are found
 * @param database its address, without a password
 * @param server the server of the database, host and port: so many runs at once as the fleet allows
 * @param schedules the directories of its schedules
 * @param workers the batches that a run works on at once
 * @param rate how fast a run may go, as {@code keepuntil run --rate} has it
 * @param settings the environment variables that its runs are given
 */
public record Target(
        String name,
        String database,
        String server,
        List<Path> schedules,
        Hours hours,
        int workers,
        Optional<String> rate,
        Map<String, Setting> settings) {
    public Target {
        schedules = List.copyOf(schedules);
        settings = Map.copyOf(settings);
    }
}
