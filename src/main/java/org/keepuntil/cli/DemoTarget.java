package org.keepuntil.cli;

import java.nio.file.Path;
import java.util.List;

/** Where {@code --database demo} leads: the server that the demonstration keeps for itself, started if it is not running. */
@FunctionalInterface
public interface DemoTarget {
    Target start();

    /** The schedules that the demonstration comes with, for commands that are given no others. */
    default List<Path> schedules() {
        return List.of();
    }
}
