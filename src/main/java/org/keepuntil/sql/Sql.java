package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A piece of SQL and the values that its question marks stand for, in order.
 *
 * @param text SQL in which each value is a {@code ?}
 */
public record Sql(String text, List<Object> values) {
    public static final Sql TRUE = new Sql("true", List.of());
    public static final Sql FALSE = new Sql("false", List.of());

    public Sql {
        values = List.copyOf(values);
    }

    public static Sql of(String text, Object... values) {
        return new Sql(text, List.of(values));
    }

    /** Strings and pieces of SQL, one after the other. */
    public static Sql concat(Object... parts) {
        StringBuilder text = new StringBuilder();
        List<Object> values = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Sql sql) {
                text.append(sql.text());
                values.addAll(sql.values());
            } else {
                text.append(part);
            }
        }
        return new Sql(text.toString(), values);
    }

    public static Sql and(Collection<Sql> members) {
        return join(members, " and ", FALSE, TRUE);
    }

    public static Sql or(Collection<Sql> members) {
        return join(members, " or ", TRUE, FALSE);
    }

    public static Sql and(Sql... members) {
        return and(List.of(members));
    }

    public static Sql or(Sql... members) {
        return or(List.of(members));
    }

    public Sql not() {
        return equals(TRUE) ? FALSE : equals(FALSE) ? TRUE : concat("not (", this, ")");
    }

    /** True only where this is true; a null counts as false. */
    public Sql isTrue() {
        return isConstant() ? this : concat("(", this, ") is true");
    }

    /** True where this is false or null. */
    public Sql isNotTrue() {
        return isConstant() ? not() : concat("(", this, ") is not true");
    }

    /** True where this is true or null. */
    public Sql isNotFalse() {
        return isConstant() ? this : concat("(", this, ") is not false");
    }

    private boolean isConstant() {
        return equals(TRUE) || equals(FALSE);
    }

    private static Sql join(Collection<Sql> members, String word, Sql absorbing, Sql neutral) {
        if (members.contains(absorbing)) {
            return absorbing;
        }
        List<Sql> kept =
                members.stream().filter(m -> !m.equals(neutral)).distinct().toList();
        if (kept.isEmpty()) {
            return neutral;
        }
        if (kept.size() == 1) {
            return kept.get(0);
        }
        List<Object> values = new ArrayList<>();
        kept.forEach(m -> values.addAll(m.values()));
        return new Sql("(" + String.join(word, kept.stream().map(Sql::text).toList()) + ")", values);
    }
}
