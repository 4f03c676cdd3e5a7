package org.keepuntil.decide;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What can be said of a record as of a day. Each record has exactly one: the first of these that holds (language manual, "Status").
 */
public enum Status {
    UNSCHEDULED("no rule applies"),
    PERMANENT("kept for ever"),
    ANONYMISED("anonymised, all that its rule asks"),
    PSEUDONYMISED("pseudonymised, still personal data"),
    REDACTED("redacted, all that its rule asks"),
    OPEN("open, or waiting for an event"),
    RETAINED("kept until a day that has not come"),
    UNDETERMINED("a date is not known well enough"),
    CONFLICT("a maximum has passed while a minimum runs"),
    HELD("on hold"),
    REFERRED_TO("referred to by a record that stays"),
    IN_REVIEW("waiting for a decision"),
    IN_NOTICE("listed, its notice runs"),
    AWAITING_APPROVAL("waiting for approval, or for somebody to accept its transfer"),
    DUE("to be disposed of");

    private static final Map<String, Status> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Status::word, s -> s));

    private final String word;
    private final String meaning;

    Status(String meaning) {
        this.word = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        this.meaning = meaning;
    }

    /** The words of files, tables and documents: {@code referred to}. */
    public String word() {
        return word;
    }

    /** A few words for a person. */
    public String meaning() {
        return meaning;
    }

    /** The status with that word. */
    public static Status ofWord(String word) {
        Status status = BY_WORD.get(word);
        if (status == null) {
            throw new IllegalArgumentException("no status is named " + word);
        }
        return status;
    }
}
