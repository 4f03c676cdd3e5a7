package org.keepuntil.report;

import java.time.LocalDate;

/**
 * A day on which something will wait for a person.
 *
 * @param what in words, without a full stop
 */
public record Upcoming(LocalDate on, String what) {}
