package org.keepuntil.cli;

import java.util.Locale;

/** How a result is written. */
public enum Format {
    TABLE,
    JSON,
    CSV;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
