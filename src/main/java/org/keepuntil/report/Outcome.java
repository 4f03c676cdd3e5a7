package org.keepuntil.report;

/** What became of a record that was planned. Each planned record has exactly one. */
public enum Outcome {
    DONE("done", "The record and all its parts were disposed of, and the audit log says so."),
    NEWLY_HELD("held since the plan", "A hold came to cover the record after the plan was made."),
    NO_LONGER_DUE("no longer due", "The record changed after the plan was made, and its rule now keeps it longer."),
    GONE("already gone", "Something other than this run had removed the record before the run came to it."),
    REFERRED_TO("referred to", "After the plan was made, it was found that something that stays refers to it."),
    DEFERRED("put off", "Someone else was using the record each time that the run came to it."),
    FAILED("failed", "The record could not be disposed of. Nothing of it was changed."),
    NOT_REACHED(
            "not reached",
            "The run left the record as it is: it ended before, or this version cannot do what the rule asks.");

    private final String word;
    private final String meaning;

    Outcome(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** The word of tables and files. */
    public String word() {
        return word;
    }

    /** A sentence for a person. */
    public String meaning() {
        return meaning;
    }
}
