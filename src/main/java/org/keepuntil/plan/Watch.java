package org.keepuntil.plan;

/** Hears how far something has come that looks at every record. */
public interface Watch {
    /** A class of records comes next, with about that many records. */
    void begins(String title, long records);

    /** So many records of the class have been looked at. */
    void at(long records);
}
