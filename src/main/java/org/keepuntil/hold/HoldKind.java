package org.keepuntil.hold;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why records are held, in the words of records management. */
public enum HoldKind {
    LITIGATION,
    SUBJECT_ACCESS,
    FOI,
    INQUIRY,
    RESTRICTION,
    COMPLAINT,
    POLICE,
    AUDIT,
    CONTESTED_AGE,
    OTHER;

    /** As commands and tables have it: {@code subject-access}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that word. */
    public static Optional<HoldKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
