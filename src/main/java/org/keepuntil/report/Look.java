package org.keepuntil.report;

/**
 * A look at the records of a class that are there, for some that the log says are gone: a backup was restored, or somebody copied them back.
 *
 * @param looked how many records were looked at
 * @param found how many of them were destroyed before
 * @param whole whether that was all of them; else the next run goes on
 */
public record Look(String recordClass, long looked, long found, boolean whole) {}
