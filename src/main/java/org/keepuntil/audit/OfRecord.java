package org.keepuntil.audit;

/** What an entry that is about one record has: which record. */
public interface OfRecord {
    String recordClass();

    /** The record's keyed token. */
    String reference();
}
