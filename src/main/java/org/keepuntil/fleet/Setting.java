package org.keepuntil.fleet;

import java.nio.file.Path;

/** Where the value of a variable comes from that a run is given. What is secret does not stand in the file of the fleet. */
public sealed interface Setting {
    /** It stands in the file. */
    record Plain(String value) implements Setting {}

    /** A variable of the worker's own environment has it. */
    record FromVariable(String name) implements Setting {}

    /** The first line of a file has it, as secrets of containers are given. */
    record FromFile(Path file) implements Setting {}
}
