package org.keepuntil.cli;

/** Where {@code --database demo} leads: the server that the demonstration keeps for itself, started if it is not running. */
@FunctionalInterface
public interface DemoTarget {
    Target start();
}
