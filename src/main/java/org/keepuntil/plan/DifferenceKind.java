package org.keepuntil.plan;

/** What a change of schedule does to a record. Each record has exactly one of these. */
public enum DifferenceKind {
    EARLIER("comes due earlier"),
    LATER("comes due later"),
    NEVER("has no day any more"),
    FROM_NEVER("has a day now, and had none"),
    UNSCHEDULED("is left without a rule"),
    REASON("has no day, for another reason"),
    ACT("same day, another act"),
    SAME("unchanged");

    private final String words;

    DifferenceKind(String words) {
        this.words = words;
    }

    /** For a person. */
    public String words() {
        return words;
    }

    /** Whether records go that would have stayed longer. */
    public boolean isSooner() {
        return this == EARLIER || this == FROM_NEVER;
    }
}
