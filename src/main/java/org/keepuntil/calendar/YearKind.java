package org.keepuntil.calendar;

/** The four kinds of year that a schedule can name; a bare "year" is an error. */
public enum YearKind {
    CALENDAR,
    FINANCIAL,
    TAX,
    ACADEMIC
}
