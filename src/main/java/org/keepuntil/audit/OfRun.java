package org.keepuntil.audit;

/** What an entry has that a run wrote. */
public interface OfRun {
    /** The run's number. */
    long run();
}
