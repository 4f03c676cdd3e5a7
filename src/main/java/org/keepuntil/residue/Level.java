package org.keepuntil.residue;

/** How far it is known that rows are gone. Each level takes in those before it. */
public enum Level {
    /** Deleted, or changed, and committed. */
    L1,
    /** No snapshot, slot or prepared transaction sees them. */
    L2,
    /** The files of the table, of its indexes and of what is stored apart are made anew, and so are statistics. */
    L3,
    /** The live WAL has nothing of them. */
    L4,
    /** The last backup that has them expires. */
    L5
}
