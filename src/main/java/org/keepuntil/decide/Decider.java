package org.keepuntil.decide;

import java.time.LocalDate;

/** Decides the records of one class. */
public interface Decider {
    /** The decision as of a day. Pure: the same facts always give the same decision. */
    Decision decide(Facts facts, Standing standing, LocalDate asOf);
}
