package org.keepuntil.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The databases that are looked after, as {@code fleet.yaml} lists them.
 *
 * @param coordination the address of the database in which the workers agree who does what
 * @param coordinationPassword the password there; empty where the environment has it, as for psql
 * @param reports the directory below which each target has one
 * @param onOneServer the runs that one database server bears at once
 * @param takeover after what silence of a worker another takes its work over
 */
public record Fleet(
        String title,
        String coordination,
        Optional<Setting> coordinationPassword,
        Path reports,
        int onOneServer,
        Duration takeover,
        List<Target> targets) {
    public Fleet {
        targets = List.copyOf(targets);
    }

    public Optional<Target> target(String name) {
        return targets.stream().filter(target -> target.name().equals(name)).findFirst();
    }
}
