package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.binding.Path;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Table;

/**
 * The {@code from} list over which a class is evaluated: the record's table as {@code r}, and a left join for each row that it refers
 * to. What may be several rows is not joined but looked at in a subquery ({@link Rows}).
 */
final class Joins {
    /** The alias of the record's own table. */
    static final String ROOT = "r";

    private final Table root;
    private final Map<List<Step>, String> aliases = new LinkedHashMap<>();
    private final List<String> joins = new ArrayList<>();
    private final Map<Sql, String> computed = new LinkedHashMap<>();
    private final List<Sql> beside = new ArrayList<>();
    private int subqueryAliases;

    Joins(Table root) {
        this.root = root;
    }

    /** The alias of the one row to which the steps lead. */
    String alias(List<Step> steps) {
        if (steps.isEmpty()) {
            return ROOT;
        }
        String known = aliases.get(steps);
        if (known != null) {
            return known;
        }
        Step last = steps.get(steps.size() - 1);
        String before = alias(steps.subList(0, steps.size() - 1));
        String alias = "p" + (aliases.size() + 1);
        aliases.put(List.copyOf(steps), alias);
        joins.add(" left join " + Identifier.of(last.to()) + " " + alias + " on " + Rows.on(before, last, alias));
        return alias;
    }

    /** The rows to which a path leads, of which there may be several. */
    Rows rows(List<Step> steps) {
        int toOne = new Path(root, steps, root.columns().get(0)).toOneSteps();
        String before = alias(steps.subList(0, toOne));
        List<Step> rest = steps.subList(toOne, steps.size());
        if (rest.isEmpty()) {
            return steps.isEmpty() ? Rows.joined(before) : Rows.joined(before, steps.get(steps.size() - 1));
        }
        return Rows.of(before, rest, this::subqueryAlias);
    }

    String subqueryAlias() {
        return "s" + ++subqueryAliases;
    }

    /**
     * An expression that is computed once for each record and used by name: without that, conditions within conditions would double at
     * each level. {@code offset 0} keeps PostgreSQL from putting it back into each place of use.
     */
    Sql computed(Sql expression) {
        if (expression.equals(Sql.TRUE) || expression.equals(Sql.FALSE)) {
            return expression;
        }
        String alias = computed.computeIfAbsent(expression, e -> "c" + (computed.size() + 1));
        return Sql.of(alias + ".v");
    }

    /**
     * Joins one row of what Keepuntil has recorded of a record in several. It is found by the record's key, each time: to put together what
     * is recorded of all records is quicker for a whole class and ruinous for a batch, and PostgreSQL, which has no statistics of what a run
     * has just written, takes the one for the other.
     *
     * @param rows a query with a condition and without a group
     * @param keyColumn of the rows
     * @param key of the record
     */
    static Sql recorded(Sql rows, String keyColumn, String alias, Sql key) {
        return Sql.concat(
                " left join lateral (",
                rows,
                " and " + keyColumn + " = ",
                key,
                " group by " + keyColumn + ") " + alias + " on true");
    }

    /** Joins of what is not the application's: what is recorded of a record. */
    void beside(List<Sql> more) {
        beside.addAll(more);
    }

    /** The {@code from} list, without the word. */
    Sql from() {
        return from(Sql.of(Identifier.of(root) + " " + ROOT));
    }

    /** The {@code from} list with something else in the place of the record's table. */
    Sql from(Sql driven) {
        Sql from = Sql.concat(driven, String.join("", joins));
        for (Sql join : beside) {
            from = Sql.concat(from, join);
        }
        for (Map.Entry<Sql, String> each : computed.entrySet()) {
            from = Sql.concat(from, " cross join lateral (select ", each.getKey(), " as v offset 0) ", each.getValue());
        }
        return from;
    }
}
