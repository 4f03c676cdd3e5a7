package org.keepuntil.decide;

/**
 * What a period says of a record.
 *
 * @param says whether the period says anything at all: a ladder of which no alternative applies does not
 */
record PeriodOutcome(Truth says, Derivation derivation) {
    /** A period that always says something. */
    static PeriodOutcome of(Derivation derivation) {
        return new PeriodOutcome(Truth.TRUE, derivation);
    }
}
