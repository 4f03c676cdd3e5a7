package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.binding.Binding;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Layouts;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.decide.Decider;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Erasure;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;

/**
 * Schedules bound to one database: everything there is to plan, class by class.
 *
 * @param holds what there is of holds in the database
 */
public record Workload(List<Bound> schedules, HoldScopes holds) {
    public Workload {
        schedules = List.copyOf(schedules);
    }

    /** The same, with what granted erasures make of the rules of these classes. */
    public Workload erasing(Set<String> classes) {
        return new Workload(
                schedules.stream()
                        .map(bound ->
                                new Bound(Erasure.in(bound.schedule(), classes), bound.binding(), bound.layouts()))
                        .toList(),
                holds);
    }

    /** Before anybody has looked at the holds. */
    public Workload(List<Bound> schedules) {
        this(schedules, HoldScopes.UNREAD);
    }

    /** The same with the holds that there are now. */
    public Workload with(HoldScopes now) {
        return new Workload(schedules, now);
    }

    /** For how long holds matter after their release, in days: as long as one of the schedules says. */
    public int holdGraceDays() {
        return schedules.stream()
                .mapToInt(bound -> bound.schedule().holdGraceDays())
                .max()
                .orElse(0);
    }

    /** A schedule, its binding and what the binding means in the database. */
    public record Bound(Schedule schedule, Binding binding, Layouts layouts) {}

    /**
     * A class of records with its rules, in SQL and in Java.
     *
     * @param parts the classes of which records are components of records of this class
     * @param holds what there is of holds in the database
     */
    public record Work(
            Schedule schedule,
            RecordClass recordClass,
            Layout layout,
            YearStarts years,
            List<Work> parts,
            HoldScopes holds) {
        public Work {
            parts = List.copyOf(parts);
        }

        /** The same with the holds that there are now. */
        public Work with(HoldScopes now) {
            return new Work(
                    schedule,
                    recordClass,
                    layout,
                    years,
                    parts.stream().map(part -> part.with(now)).toList(),
                    now);
        }

        public String name() {
            return recordClass.name();
        }

        /** The rules, in the order of the schedule. */
        public List<Rule> rules() {
            return schedule.rulesFor(name());
        }

        public ClassSql sql(LocalDate asOf) {
            return ClassSql.compile(
                    schedule,
                    layout,
                    years,
                    asOf,
                    parts.stream().map(part -> part.sqlAsPart(asOf)).toList(),
                    holds);
        }

        /** For records that are looked at as parts of another, which speaks for what refers to them. */
        public ClassSql sqlAsPart(LocalDate asOf) {
            return ClassSql.ofPart(schedule, layout, years, asOf, holds);
        }

        /**
         * Whether a record of the class may go as a component of another: what {@link ClassSql#letsGo} says in the database. It is due to be
         * destroyed, or nothing holds it and the class may be without a rule.
         */
        public boolean letsGo(Decision decision, Standing standing) {
            return decision.status() == Status.DUE
                    ? decision.act()
                            .filter(act -> act.then() == Disposal.DESTROY)
                            .isPresent()
                    : decision.status() == Status.UNSCHEDULED && recordClass.unscheduledAllowed() && !standing.held();
        }

        public Decider decider() {
            return Decider.of(schedule, name(), layout.openWhile(), years);
        }
    }

    /** All classes, in the order of the schedules. */
    public List<Work> classes() {
        List<Work> alone = schedules.stream()
                .flatMap(b -> b.schedule().records().stream()
                        .map(c -> new Work(b.schedule(), c, b.layouts().of(c.name()), years(b), List.of(), holds)))
                .toList();
        return alone.stream()
                .map(whole -> new Work(
                        whole.schedule(),
                        whole.recordClass(),
                        whole.layout(),
                        whole.years(),
                        alone.stream().filter(part -> isPart(part, whole)).toList(),
                        holds))
                .toList();
    }

    private static boolean isPart(Work part, Work whole) {
        return !part.layout().root().equals(whole.layout().root())
                && whole.layout().owns(part.layout().root());
    }

    public Optional<Work> recordClass(String name) {
        return classes().stream().filter(w -> w.name().equals(name)).findFirst();
    }

    /** The class of that name, which the schedules must have. */
    public Work work(String name) {
        return recordClass(name)
                .orElseThrow(() -> new IllegalArgumentException("no class of records is named " + name));
    }

    /** Every column that names files, of whatever class. */
    public List<Layout.FileColumn> files() {
        return classes().stream()
                .flatMap(work -> work.layout().files().stream())
                .distinct()
                .toList();
    }

    /** The schedules as they were read. */
    public List<String> texts() {
        return schedules.stream().map(b -> b.schedule().text()).toList();
    }

    /** The schedules' texts, for a digest. */
    public String scheduleText() {
        return String.join(
                "\n", schedules.stream().map(b -> b.schedule().text()).toList());
    }

    /** The bindings' texts, for a digest. */
    public String bindingText() {
        return String.join("\n", schedules.stream().map(b -> b.binding().text()).toList());
    }

    /** All that is relied on in the catalog, for a digest. */
    public String catalogText() {
        return String.join(
                "\n", schedules.stream().map(b -> b.layouts().relied()).toList());
    }

    private static YearStarts years(Bound bound) {
        return bound.binding().years().orElse(bound.schedule().years());
    }
}
