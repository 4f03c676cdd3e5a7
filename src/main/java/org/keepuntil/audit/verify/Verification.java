package org.keepuntil.audit.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.keepuntil.audit.Entry;

/** A part of what {@code audit verify} looks at in a database. One is made for each time that a log is verified. */
public interface Verification {
    /** What it looks at, in a few words for a person. */
    String name();

    /** Takes the entries in their order. One that cannot be read is left out: that is a finding already. */
    default void entry(long index, Entry entry) {}

    /**
     * Compares what the database has with the entries.
     *
     * @param database in a transaction that only reads and sees the moment at which the entries were read
     * @return what is wrong, the first thing first
     */
    List<Finding> findings(Connection database) throws SQLException;
}
