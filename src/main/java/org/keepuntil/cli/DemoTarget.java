package org.keepuntil.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where {@code --database demo} leads: the server that the demonstration keeps for itself, started if it is not running. */
@FunctionalInterface
public interface DemoTarget {
    /**
     * Starts it for an account.
     *
     * @param approver whether it is the one that approves, and nothing else, instead of the one that does the rest
     */
    Target start(boolean approver);

    /** Variables of the environment that hold for it and no other database, such as where its token key is. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** The schedules that the demonstration comes with, for commands that are given no others. */
    default List<Path> schedules() {
        return List.of();
    }
}
