package org.keepuntil.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.Layout;
import org.keepuntil.decide.FactValue;

/** A fact as SQL: an expression of one of three types, and how it is compared. */
record FactColumn(Kind kind, Sql value) {
    /** How a fact is compared. */
    enum Kind {
        TEXT,
        NUMERIC,
        TRUTH
    }

    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric", "float4", "float8");

    static FactColumn of(Layout.FactPath fact, Joins joins) {
        if (fact instanceof Layout.FactPath.AnyOf any) {
            Rows rows = joins.rows(any.steps());
            Sql condition = any.column()
                    .map(c -> Sql.of(
                            Identifier.of(rows.alias(), c) + "::text = ?",
                            any.value().orElseThrow()))
                    .orElse(Sql.TRUE);
            return new FactColumn(Kind.TRUTH, rows.any(condition));
        }
        Layout.FactPath.Value value = (Layout.FactPath.Value) fact;
        String column =
                Identifier.of(joins.alias(value.path().steps()), value.path().column());
        String type = value.path().column().baseType();
        if (type.equals("bool")) {
            return new FactColumn(Kind.TRUTH, Sql.of(column + "::boolean"));
        }
        if (NUMBERS.contains(type)) {
            return new FactColumn(
                    Kind.NUMERIC,
                    Sql.of("case when " + column + "::text not in ('NaN', 'Infinity', '-Infinity') then " + column
                            + "::numeric end"));
        }
        return new FactColumn(Kind.TEXT, Sql.of(column + "::text"));
    }

    /** Whether the fact equals one of the values; null where it has none. */
    Sql oneOf(List<String> wanted) {
        List<Sql> tests = new ArrayList<>();
        for (String each : wanted) {
            tests.add(
                    switch (kind) {
                        case TEXT -> Sql.concat(value, Sql.of(" = ?", each));
                        case NUMERIC -> equalsNumber(each);
                        case TRUTH -> equalsTruth(each.toLowerCase(Locale.ROOT));
                    });
        }
        return Sql.or(tests);
    }

    private Sql equalsNumber(String wanted) {
        try {
            return Sql.concat("(", value, Sql.of(") = ?", new BigDecimal(wanted)));
        } catch (NumberFormatException notANumber) {
            return neverEqual();
        }
    }

    private Sql equalsTruth(String wanted) {
        return switch (wanted) {
            case "true" -> value;
            case "false" -> value.not();
            default -> neverEqual();
        };
    }

    /** False, but null where the fact has no value. */
    private Sql neverEqual() {
        return Sql.concat("case when (", value, ") is not null then false end");
    }

    /** The fact from the text that the database gives for the value. */
    FactValue read(@Nullable String text) {
        if (text == null) {
            return new FactValue.Null();
        }
        return switch (kind) {
            case TEXT -> new FactValue.Text(text);
            case NUMERIC -> new FactValue.Numeric(new BigDecimal(text));
            case TRUTH -> new FactValue.Truth(text.equals("true"));
        };
    }
}
