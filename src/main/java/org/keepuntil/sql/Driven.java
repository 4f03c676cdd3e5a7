package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;

/**
 * The records of a class that meet the driving bounds. They take the place of the record's table at the head of the {@code from} list,
 * where PostgreSQL orders joins however many follow: beyond {@code join_collapse_limit} it would find them last.
 *
 * @param root the table as {@code r}
 * @param where tests of rows that the {@code from} list joins anyway
 */
record Driven(Sql root, Sql where) {
    static Driven of(Layout layout, Joins joins, Driving driving) {
        List<Sql> ofRoot = new ArrayList<>();
        List<Sql> ofJoined = new ArrayList<>();
        for (Driving each : driving instanceof Driving.All all ? all.members() : List.of(driving)) {
            if (each.equals(Driving.never())) {
                ofRoot.add(Sql.FALSE);
            } else if (!each.isOfOneRow()) {
                ofRoot.add(found(layout, (Driving.Either) each));
            } else {
                Driving.Day day = each.days().iterator().next();
                List<Step> steps = day.path().steps();
                if (steps.isEmpty()) {
                    ofRoot.add(each.test(Joins.ROOT));
                } else if (day.path().toOne()) {
                    ofJoined.add(each.test(joins.alias(steps)));
                } else {
                    Rows rows = Rows.of(Joins.ROOT, steps, joins::subqueryAlias);
                    ofRoot.add(rows.any(each.test(rows.alias())));
                }
            }
        }
        String table = Identifier.of(layout.root()) + " " + Joins.ROOT;
        Sql root = ofRoot.isEmpty()
                ? Sql.of(table)
                : Sql.concat("(select r.* from ", table, " where ", Sql.and(ofRoot), ") ", Joins.ROOT);
        return new Driven(root, Sql.and(ofJoined));
    }

    /**
     * The record's key is found in one of several ways. PostgreSQL uses no index for an {@code or} across tables, but one for each part of
     * a union.
     */
    private static Sql found(Layout layout, Driving.Either either) {
        Sql union = Sql.of("");
        for (Driving each : either.members()) {
            Joins joins = new Joins(layout.root());
            Driven driven = of(layout, joins, each);
            union = Sql.concat(
                    union,
                    union.text().isEmpty() ? "" : " union all ",
                    "select ",
                    String.join(
                            ", ",
                            layout.key().stream()
                                    .map(c -> Identifier.of(Joins.ROOT, c))
                                    .toList()),
                    " from ",
                    joins.from(driven.root()),
                    " where ",
                    driven.where());
        }
        List<String> names = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        layout.key().forEach(c -> {
            names.add("k" + (names.size() + 1));
            equal.add("d.k" + names.size() + " " + c.equal() + " " + Identifier.of(Joins.ROOT, c));
        });
        return Sql.concat(
                "exists (select 1 from (",
                union,
                ") d (",
                String.join(", ", names),
                ") where ",
                String.join(" and ", equal),
                ")");
    }
}
