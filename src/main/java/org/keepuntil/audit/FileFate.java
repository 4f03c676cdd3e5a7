package org.keepuntil.audit;

import java.util.Arrays;
import java.util.Locale;

/** What became of a file whose row went. */
public enum FileFate {
    /** It went. */
    REMOVED("removed"),
    /** There was none when it was looked for. */
    ABSENT("was not there"),
    /** A row that stays names it too. */
    KEPT("still named by another row, and stays"),
    /** Its path leads out of its directory, or to what is no file; it stays. */
    REFUSED("refused, for its path leads out of its directory or to no file"),
    /** It could not be removed; the next run tries again. */
    FAILED("could not be removed");

    private final String meaning;

    FileFate(String meaning) {
        this.meaning = meaning;
    }

    /** The word of the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A few words for a person, after "a file". */
    public String meaning() {
        return meaning;
    }

    /** Whether nothing is left to be tried. */
    public boolean isFinal() {
        return this == REMOVED || this == ABSENT || this == KEPT;
    }

    static FileFate ofWord(String word) {
        return Arrays.stream(values())
                .filter(f -> f.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fate of a file has that word"));
    }
}
