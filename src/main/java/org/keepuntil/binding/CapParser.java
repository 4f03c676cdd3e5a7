package org.keepuntil.binding;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads how many records of a class one run may dispose of. */
final class CapParser {
    private static final String EXAMPLE = "cap: { share: 10%, records: 10000 }";
    private static final Pattern SHARE = Pattern.compile("(?:100|[0-9]{1,2}(?:\\.[0-9]{1,2})?) ?%");
    private static final Pattern RECORDS = Pattern.compile("[0-9]{1,9}");

    private final Problems problems;

    CapParser(Problems problems) {
        this.problems = problems;
    }

    /** The cap; empty for {@code none}. A binding that says nothing has the default. */
    Optional<Cap> parse(Fields ofClass) {
        Optional<Node> node = ofClass.node("cap");
        if (node.isPresent() && isNone(node.get())) {
            problems.warning(
                    node.get().place(),
                    "none".length(),
                    "nothing stops a run that would dispose of every record of this class",
                    "Set a limit above what a usual night disposes of, for example: " + EXAMPLE);
            return Optional.empty();
        }
        return Optional.of(node.flatMap(n -> Fields.of(n, "\"cap\"", EXAMPLE + ", or cap: none", problems))
                .map(this::cap)
                .orElse(Cap.DEFAULT));
    }

    private static boolean isNone(Node node) {
        return node instanceof Node.Scalar scalar
                && Values.folded(scalar).toLowerCase(Locale.ROOT).equals("none");
    }

    private Cap cap(Fields fields) {
        int share = fields.scalar("share").flatMap(this::share).orElse(Cap.DEFAULT.share());
        long records = fields.scalar("records").flatMap(this::records).orElse(Cap.DEFAULT.records());
        fields.finish();
        return new Cap(share, records);
    }

    private Optional<Integer> share(Node.Scalar scalar) {
        String text = Values.folded(scalar);
        if (SHARE.matcher(text).matches()) {
            BigDecimal percent = new BigDecimal(text.replaceAll(" ?%", ""));
            return Optional.of(percent.movePointRight(2).intValueExact());
        }
        problems.error(scalar, "\"" + text + "\" is no share of the records", "Write a percentage up to 100: 10%");
        return Optional.empty();
    }

    private Optional<Long> records(Node.Scalar scalar) {
        String text = Values.folded(scalar);
        if (RECORDS.matcher(text).matches()) {
            return Optional.of(Long.parseLong(text));
        }
        problems.error(scalar, "\"" + text + "\" is no number of records", "Write a whole number: 10000");
        return Optional.empty();
    }
}
