package org.keepuntil.binding;

import java.util.Optional;
import java.util.Set;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Mention;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Problems;

/**
 * Refuses conditions that no value of a fact can ever meet, because it is of another kind: such a rule would never apply, and what
 * it protects would go by a shorter one without a word.
 */
public record FactTypes(Problems problems) {
    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric", "float4", "float8");

    /** What the kind of a column tells. */
    private enum Kind {
        TRUTH("true or false"),
        NUMBER("a number"),
        TEXT("text");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Holds the conditions of a schedule and its binding against the columns that the facts are read from. */
    public static void check(Schedule schedule, Binding binding, Layouts layouts, Problems problems) {
        FactTypes types = new FactTypes(problems);
        for (BoundClass bound : binding.records()) {
            Layout layout = layouts.of(bound.name());
            for (Mention mention : BindingCheck.mentions(schedule, bound)) {
                types.check(mention, layout);
            }
        }
    }

    void check(Mention mention, Layout layout) {
        if (mention instanceof Mention.OfFact fact
                && layout.facts().get(fact.fact()) instanceof Layout.FactPath.Value value) {
            check(fact, kind(value.path().column().baseType()));
        }
    }

    /** The same for what the binding alone tells: whether a related row exists is true or false. */
    void check(Mention.OfFact fact, BoundClass bound) {
        if (bound.facts().get(fact.fact()) instanceof FactSource.AnyOf) {
            check(fact, Kind.TRUTH);
        }
    }

    private static Kind kind(String type) {
        if (type.equals("bool")) {
            return Kind.TRUTH;
        }
        return NUMBERS.contains(type) ? Kind.NUMBER : Kind.TEXT;
    }

    private void check(Mention.OfFact fact, Kind kind) {
        never(fact.matcher(), kind)
                .ifPresent(wanted -> problems.error(
                        fact.place(),
                        fact.fact().length(),
                        "\"" + fact.fact() + "\" is " + kind.words + " by the binding, and " + wanted,
                        hint(fact.fact(), kind)));
    }

    private static String hint(String fact, Kind kind) {
        return switch (kind) {
            case TRUTH -> "Write: " + fact + ": true; or: " + fact + ": false";
            case NUMBER -> "Write for example: " + fact + ": 3; or: " + fact + ": at least 3";
            case TEXT -> "Bind it to a column of a number, or compare it with its values.";
        };
    }

    /** What the fact can never be, of that which it is compared with. */
    private static Optional<String> never(Matcher matcher, Kind kind) {
        if (matcher instanceof Matcher.Not not) {
            return never(not.matcher(), kind);
        }
        if (matcher instanceof Matcher.Numbered numbered) {
            return kind == Kind.NUMBER
                    ? Optional.empty()
                    : Optional.of("cannot be compared with the number "
                            + numbered.number().toPlainString());
        }
        return matcher instanceof Matcher.OneOf one
                ? one.values().stream()
                        .filter(value -> !canBe(value, kind))
                        .findFirst()
                        .map(value -> "never \"" + value + "\"")
                : Optional.empty();
    }

    private static boolean canBe(String value, Kind kind) {
        return switch (kind) {
            case TRUTH -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case NUMBER -> value.matches("[-+]?[0-9]+(\\.[0-9]+)?");
            case TEXT -> true;
        };
    }
}
