package org.keepuntil.calendar;

/** A length of civil time: whole months (years are twelve) and days (weeks are seven), each at least 0. */
public record Span(int months, int days) {
    public Span {
        if (months < 0 || days < 0) {
            throw new IllegalArgumentException("a length of time is not negative");
        }
    }
}
