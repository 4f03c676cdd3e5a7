package org.keepuntil.sql;

import java.util.List;
import java.util.function.Supplier;
import org.keepuntil.binding.Step;

/**
 * Rows that belong to a record, seen from the record: a correlated subquery, or the one row that is joined already.
 *
 * @param from the tables of the subquery; empty where the row is joined
 * @param where how they hang together with the record; for a joined row, that it is there, empty where it must be
 * @param alias the alias of the row that is meant
 */
record Rows(String from, String where, String alias) {
    /** The one row that is joined under an alias. */
    static Rows joined(String alias) {
        return new Rows("", "", alias);
    }

    /** The one row that is joined under an alias, and is not there where nothing refers to the record by the last step. */
    static Rows joined(String alias, Step last) {
        return new Rows("", alias + "." + Identifier.quote(last.farColumns().get(0)) + " is not null", alias);
    }

    /** The rows at the end of the steps, from the row under an alias on. */
    static Rows of(String near, List<Step> steps, Supplier<String> aliases) {
        StringBuilder from = new StringBuilder();
        String where = "";
        String alias = near;
        for (Step step : steps) {
            String next = aliases.get();
            if (from.isEmpty()) {
                from.append(Identifier.of(step.to())).append(' ').append(next);
                where = on(near, step, next);
            } else {
                from.append(step.direction() == Step.Direction.TO_PARENT ? " left join " : " join ")
                        .append(Identifier.of(step.to()))
                        .append(' ')
                        .append(next)
                        .append(" on ")
                        .append(on(alias, step, next));
            }
            alias = next;
        }
        return new Rows(from.toString(), where, alias);
    }

    /** How a row hangs together with the one that a step comes from. */
    static String on(String near, Step step, String far) {
        return step.direction() == Step.Direction.TO_PARENT
                ? Identifier.match(step.key(), near, far)
                : Identifier.match(step.key(), far, near);
    }

    boolean isJoined() {
        return from.isEmpty();
    }

    /** There is a row for which the condition is true. */
    Sql any(Sql condition) {
        return isJoined()
                ? where.isEmpty() ? condition : Sql.and(Sql.of(where), condition.isTrue())
                : Sql.concat("exists (select 1 from ", from, " where ", where, " and ", condition, ")");
    }

    /** There is no row for which the condition is not true. */
    Sql all(Sql condition) {
        return isJoined()
                ? where.isEmpty() ? condition : Sql.or(Sql.of(where).not(), condition.isTrue())
                : Sql.concat("not exists (select 1 from ", from, " where ", where, " and ", condition.isNotTrue(), ")");
    }

    /** There is a row. */
    Sql exist() {
        return isJoined()
                ? where.isEmpty() ? Sql.TRUE : Sql.of("(" + where + ")")
                : Sql.of("exists (select 1 from " + from + " where " + where + ")");
    }

    /** An aggregate over the rows. */
    Sql aggregate(String function, Sql value) {
        return isJoined()
                ? where.isEmpty() ? value : Sql.concat("case when ", where, " then ", value, " end")
                : Sql.concat("(select ", function, "(", value, ") from ", from, " where ", where, ")");
    }
}
