package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Values;

/** A phrase as words with places, read from left to right. Articles are left out, and case does not count. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_'’-]+|\\S");
    private static final Set<String> IGNORED = Set.of("the", "a", "an", "their");

    /** A word in lower case, and where it stands in the text. */
    record Word(String text, int start, int end) {
        boolean isNumber() {
            return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        }
    }

    private final Node.Scalar scalar;
    private final List<Word> words;
    private final StringBuilder phrase;
    private int next;

    private Words(Node.Scalar scalar) {
        this.scalar = scalar;
        this.words = split(scalar.text());
        this.phrase = new StringBuilder(scalar.text());
        // Character by character, so that every place in the phrase stays what it is in the text.
        for (int i = 0; i < phrase.length(); i++) {
            phrase.setCharAt(i, Character.toLowerCase(phrase.charAt(i)));
        }
    }

    static Words of(Node.Scalar scalar) {
        return new Words(scalar);
    }

    private static List<Word> split(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group().toLowerCase(Locale.ROOT);
            if (!IGNORED.contains(word)) {
                words.add(new Word(word, matcher.start(), matcher.end()));
            }
        }
        return words;
    }

    boolean atEnd() {
        return next >= words.size();
    }

    /** The next word; an empty one at the end. */
    Word peek() {
        return peek(0);
    }

    Word peek(int ahead) {
        int end = scalar.text().length();
        int index = next + ahead;
        return index >= 0 && index < words.size() ? words.get(index) : new Word("", end, end);
    }

    Word take() {
        Word word = peek();
        next++;
        return word;
    }

    /** Takes the words if they come next. */
    boolean accept(String... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!peek(i).text().equals(expected[i])) {
                return false;
            }
        }
        next += expected.length;
        return true;
    }

    boolean nextIs(String... any) {
        return Set.of(any).contains(peek().text());
    }

    /** Takes the longest of the names that comes next, whatever number of words it has. */
    Optional<String> acceptName(List<String> names) {
        String found = null;
        int length = 0;
        for (String name : names) {
            List<String> parts = split(name).stream().map(Word::text).toList();
            if (parts.size() > length && comesNext(parts)) {
                found = name;
                length = parts.size();
            }
        }
        if (found != null) {
            spell(found, length);
            next += length;
        }
        return Optional.ofNullable(found);
    }

    private boolean comesNext(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (!peek(i).text().equals(parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A declared name keeps its capitals in the phrase. */
    private void spell(String name, int length) {
        int start = peek().start();
        int end = peek(length - 1).end();
        if (end - start == name.length()) {
            phrase.replace(start, end, name);
        }
    }

    /** All words, without moving. */
    List<Word> all() {
        return words;
    }

    /** The text between two words, as the file has it, on one line. */
    String text(int start, int end) {
        return Values.folded(scalar.text().substring(start, end));
    }

    /** Where the last word ends. */
    int lastEnd() {
        return words.isEmpty() ? 0 : words.get(words.size() - 1).end();
    }

    /** What comes next up to the end of the phrase. */
    String rest() {
        return text(peek().start(), scalar.text().length());
    }

    /** What comes after the word that was taken last, articles included. */
    String afterLast() {
        return text(peek(-1).end(), scalar.text().length());
    }

    /** The phrase on one line, in small letters but for the names that were recognised in it. */
    String phrase() {
        return Values.folded(phrase.toString());
    }

    Node.Scalar scalar() {
        return scalar;
    }

    Place place(Word word) {
        return scalar.placeAt(word.start());
    }

    /** Stops at a word with what is wrong with it; at the end of the phrase, at its last word. */
    Misread misread(Word word, String message, String hint) {
        boolean ended = word.text().isEmpty() && !words.isEmpty();
        Word meant = ended ? words.get(words.size() - 1) : word;
        return new Misread(place(meant), meant.end() - meant.start(), message, hint);
    }
}
