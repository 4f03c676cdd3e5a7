package org.keepuntil.job;

import org.keepuntil.audit.Flagged;
import org.keepuntil.docket.Lists;

/** Hears how a night goes on. */
public interface NightListener {
    /** The records of a class are being looked at. */
    void planning(String title);

    /** So many of the planned records of a class were come to. */
    void disposing(String recordClass, long looked, long planned);

    /** The marks of a rule were brought up to date. */
    void flagged(Flagged change);

    /** The column that says which records of a class are marked was brought up to date, and so many rows were written. */
    default void marked(String recordClass, long rows) {}

    /** The lists of a class were brought up to date. */
    void listed(Lists.Listed lists);
}
