package org.keepuntil.examples;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keepuntil.decide.FactValue;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/**
 * Reads the value of a fact: a number, true or false, or text. {@code unknown} is no value, as for dates; in quotes every word is text.
 */
record FactParser(Problems problems) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");
    private static final Set<String> COMPARISONS = Set.of("missing", "present");

    Optional<FactValue> parse(Node node, String fact) {
        if (!(node instanceof Node.Scalar scalar) || (scalar.isEmpty() && !scalar.quoted())) {
            problems.error(
                    node,
                    "\"" + fact + "\" is one value, not " + node.kind(),
                    "Write the value, or take the line out where there is none.");
            return Optional.empty();
        }
        if (scalar.quoted()) {
            return Optional.of(new FactValue.Text(scalar.text()));
        }
        String text = Values.folded(scalar);
        String word = text.toLowerCase(Locale.ROOT);
        if (COMPARISONS.contains(word)) {
            problems.error(
                    scalar,
                    "\"" + text + "\" compares a fact and is no value of one",
                    "Take the line out where there is no value, or put the word in quotes.");
            return Optional.empty();
        }
        return Optional.of(plain(text, word));
    }

    private static FactValue plain(String text, String word) {
        if (word.equals("unknown")) {
            return new FactValue.Null();
        }
        if (word.equals("true") || word.equals("false")) {
            return new FactValue.Truth(word.equals("true"));
        }
        return NUMBER.matcher(text).matches() ? new FactValue.Numeric(new BigDecimal(text)) : new FactValue.Text(text);
    }
}
