package org.keepuntil.binding;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** What becomes of a column's value when a record is anonymised. */
public sealed interface ColumnClass {
    /** The words of the binding. */
    String words();

    /** It stays as it is. */
    record Keep() implements ColumnClass {
        @Override
        public String words() {
            return "keep";
        }
    }

    /** It goes: null, or the constant that a column that can't be null has for nothing. */
    record Remove() implements ColumnClass {
        @Override
        public String words() {
            return "remove";
        }
    }

    /** Of a date, only the year stays: 1 January. */
    record Year() implements ColumnClass {
        @Override
        public String words() {
            return "year";
        }
    }

    /** Of a date, only the month stays: its first day. */
    record Month() implements ColumnClass {
        @Override
        public String words() {
            return "month";
        }
    }

    /** Of a number, the multiple of the width at or below it. */
    record Band(int width) implements ColumnClass {
        @Override
        public String words() {
            return "band " + width;
        }
    }

    /** The first characters of a text. */
    record First(int characters) implements ColumnClass {
        @Override
        public String words() {
            return "first " + characters + " characters";
        }
    }

    /** The outward part of a UK postcode: {@code SS1} of {@code SS1 2AB}. */
    record Outward() implements ColumnClass {
        @Override
        public String words() {
            return "outward";
        }
    }

    /** A keyed token that is the same for the same value: whoever has the key can still tell whose it is. */
    record Token() implements ColumnClass {
        @Override
        public String words() {
            return "token";
        }
    }

    /** Reads one. */
    static Optional<ColumnClass> parse(Node.Scalar scalar, Problems problems) {
        return Words.parse(scalar, problems);
    }

    /** The words and their meaning. */
    final class Words {
        private static final Map<String, ColumnClass> PLAIN = Map.of(
                "keep", new Keep(),
                "remove", new Remove(),
                "year", new Year(),
                "month", new Month(),
                "outward", new Outward(),
                "token", new Token());
        private static final Pattern BAND = Pattern.compile("band ([1-9][0-9]{0,8})");
        private static final Pattern FIRST = Pattern.compile("first ([1-9][0-9]{0,3}) characters?");

        private Words() {}

        private static Optional<ColumnClass> parse(Node.Scalar scalar, Problems problems) {
            String words = Values.folded(scalar).toLowerCase(java.util.Locale.ROOT);
            Matcher band = BAND.matcher(words);
            Matcher first = FIRST.matcher(words);
            ColumnClass plain = PLAIN.get(words);
            if (plain != null) {
                return Optional.of(plain);
            }
            if (band.matches()) {
                return Optional.of(new Band(Integer.parseInt(band.group(1))));
            }
            if (first.matches()) {
                return Optional.of(new First(Integer.parseInt(first.group(1))));
            }
            problems.error(
                    scalar,
                    "\"" + Values.folded(scalar) + "\" is no class of column",
                    Nearest.hint(
                            words,
                            PLAIN.keySet(),
                            "Write one of: remove, year, month, band 5, first 3 characters, outward, token, keep."));
            return Optional.empty();
        }
    }
}
