package org.keepuntil.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that a person may have meant. */
public final class Nearest {
    private static final int FARTHEST = 2;

    private Nearest() {}

    /**
     * The candidate with the least changes (a letter added, lost, changed, or two exchanged; case does not count), of at
     * most two changes and less than half of the word; the first of several.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String lower = word.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(c -> isNear(lower, c.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(c -> distance(lower, c.toLowerCase(Locale.ROOT))));
    }

    /** {@code Did you mean "closure"?}, or, where nothing is near, the other hint. */
    public static String hint(String word, Collection<String> candidates, String otherwise) {
        return to(word, candidates).map(c -> "Did you mean \"" + c + "\"?").orElse(otherwise);
    }

    private static boolean isNear(String word, String candidate) {
        if (Math.abs(word.length() - candidate.length()) > FARTHEST) {
            return false;
        }
        int distance = distance(word, candidate);
        return distance <= FARTHEST && 2 * distance < Math.max(word.length(), candidate.length());
    }

    /** Damerau and Levenshtein's distance, in which no letter is changed twice. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
