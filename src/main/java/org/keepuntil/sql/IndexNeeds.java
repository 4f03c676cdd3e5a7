package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.schedule.Rule;

/**
 * The indexes that lead to what is due in a class, so that a night on which nothing is due finds that out from few rows.
 *
 * @param days by which the records that are worth looking at are found
 * @param links by which the rows of a record are found, and the record of a row
 * @param limits rules for which an index finds more than what is due, or nothing
 */
public record IndexNeeds(Set<Days> days, Set<Links> links, List<Limit> limits) {
    /** An index that is sorted by a column. */
    public record Days(Table table, String column, List<String> rules) {}

    /**
     * An index that begins with the columns of a link.
     *
     * @param then what it does well to have besides
     */
    public record Links(Table table, ForeignKey key, List<String> then) {}

    /**
     * A rule that stays dear.
     *
     * @param why in words that follow "rule X"
     * @param rows how many rows the index finds, as the planner of the database estimates
     */
    public record Limit(String rule, String why, double rows) {}

    /** The days that are looked for, of those that would do, and how many rows there are of them. */
    private record Choice(List<Driving.Day> days, double rows) {
        static Choice of(Driving driving, ToDoubleFunction<Sql> rows) {
            if (driving instanceof Driving.Day day) {
                return new Choice(
                        List.of(day),
                        rows.applyAsDouble(Sql.concat(
                                "select 1 from ", Identifier.of(day.path().end()), " t where ", day.test("t"))));
            } else if (driving instanceof Driving.All all) {
                return all.members().stream()
                        .map(m -> of(m, rows))
                        .min(Comparator.comparingDouble(Choice::rows))
                        .orElse(new Choice(List.of(), Double.POSITIVE_INFINITY));
            }
            List<Driving.Day> days = new ArrayList<>();
            double sum = 0;
            for (Driving member : ((Driving.Either) driving).members()) {
                Choice choice = of(member, rows);
                days.addAll(choice.days());
                sum += choice.rows();
            }
            return new Choice(days, sum);
        }
    }

    /**
     * What a class needs.
     *
     * @param rows estimates how many rows a query finds; the part of a {@code longest of} that finds fewest is enough
     */
    public static IndexNeeds of(Workload.Work work, LocalDate asOf, ToDoubleFunction<Sql> rows) {
        ClassSql sql = work.sql(asOf);
        Choice choice = Choice.of(sql.driving(), rows);
        List<Rule> rules = work.rules().stream().filter(r -> !r.onlyFlags()).toList();
        Set<Days> days = new LinkedHashSet<>();
        Set<Links> links = new LinkedHashSet<>();
        List<Limit> limits = new ArrayList<>();
        for (Driving.Day day : choice.days()) {
            List<String> resting = rules.stream()
                    .filter(r -> sql.driving(r).days().stream()
                            .anyMatch(d -> d.path().equals(day.path())))
                    .map(Rule::id)
                    .toList();
            days.add(new Days(day.path().end(), day.path().column().name(), resting));
            for (Step step : day.path().steps()) {
                List<String> then = step.to().equals(day.path().end())
                        ? List.of(day.path().column().name())
                        : List.of();
                links.add(new Links(
                        toChildren(step) ? step.to() : step.from(), step.key(), toChildren(step) ? then : List.of()));
            }
            if (day.several() != Driving.Several.NOT_LAST) {
                resting.forEach(r -> limits.add(new Limit(r, why(day.several()), choice.rows())));
            }
        }
        sql.operandPaths()
                .forEach(p -> p.stream()
                        .filter(IndexNeeds::toChildren)
                        .forEach(s -> links.add(new Links(s.to(), s.key(), List.of()))));
        if (sql.driving().equals(Driving.any())) {
            rules.stream()
                    .filter(r -> sql.driving(r).equals(Driving.any()))
                    .forEach(r -> limits.add(new Limit(r.id(), whyNone(rules), 0)));
        }
        return new IndexNeeds(days, links, limits);
    }

    /**
     * What makes an index.
     *
     * @param quoted its columns and expressions as SQL writes them
     */
    public static String statement(Table table, List<String> quoted) {
        // a partitioned table takes no CONCURRENTLY
        String how = table.kind() == 'p' ? "create index on " : "create index concurrently on ";
        return how + Identifier.of(table) + " (" + String.join(", ", quoted) + ");";
    }

    private static String why(Driving.Several several) {
        String last = several == Driving.Several.LAST_OF_PEOPLE
                ? "the youngest of several people"
                : "the latest of several rows";
        return "rests on " + last
                + ": an index finds the records of which one is old enough, and each of these is looked at every night";
    }

    private static String whyNone(List<Rule> rules) {
        String looked = ": each record is looked at every night";
        return rules.stream().anyMatch(r -> r.stages().size() > 1)
                ? "is for a class that has rules of several stages, so that its day may be pinned by an earlier act"
                        + looked
                : "rests on no day of a column" + looked;
    }

    private static boolean toChildren(Step step) {
        return step.direction() == Step.Direction.TO_CHILDREN;
    }
}
