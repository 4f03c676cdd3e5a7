package org.keepuntil.dispose;

/** Why a record that was planned was not disposed of. The words are those of the control schema. */
enum Outcome {
    HELD("held"),
    NO_LONGER_DUE("no longer due"),
    GONE("gone"),
    REFERRED_TO("referred to"),
    DEFERRED("deferred"),
    FAILED("failed"),
    NOT_REACHED("not reached");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
