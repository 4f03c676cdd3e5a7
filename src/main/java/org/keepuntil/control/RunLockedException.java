package org.keepuntil.control;

/** Another run is under way in the same database. */
public final class RunLockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunLockedException() {
        super("Another run of Keepuntil is under way in this database. Wait until it has ended");
    }
}
