package org.keepuntil.sql;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Table;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.ConditionText;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Mention;
import org.keepuntil.schedule.Person;
import org.keepuntil.schedule.Schedule;

/**
 * Whether a hold covers the record {@code r}, and when the last that did was released. Every part stands by itself, so that it can be asked
 * of the record's table alone.
 */
final class HeldSql {
    private static final String RELEASED = "hr";

    private final Layout layout;
    private final ZoneId zone;
    private final HoldScopes scopes;
    private final Sql inForce;
    private final List<People> people = new ArrayList<>();
    private final List<Where> conditions = new ArrayList<>();

    /** People of a table, of whom records of the class may speak. */
    private record People(HoldScopes.People holds, FigureSql figures) {}

    /** A condition; empty where the schedule has no such words any more. */
    private record Where(HoldScopes.Where holds, Optional<Condition> condition) {}

    private HeldSql(Schedule schedule, Layout layout, LocalDate asOf, HoldScopes scopes) {
        this.layout = layout;
        this.zone = schedule.zone();
        this.scopes = scopes;
        // the day of the release is not counted, so the last day of the grace is held too
        this.inForce = Sql.of(
                "(h.released_at is null or h.released_at >= ?::timestamptz)",
                asOf.minusDays(schedule.holdGraceDays())
                        .atStartOfDay(zone)
                        .toInstant()
                        .toString());
        List<PersonTable> tables = PersonTable.within(List.of(layout));
        for (HoldScopes.People each : scopes.people()) {
            tables.stream()
                    .filter(t -> t.table().schema().equals(each.schema())
                            && t.table().name().equals(each.table()))
                    .map(t -> new FigureSql(layout, t))
                    .filter(FigureSql::isPossible)
                    .findFirst()
                    .ifPresent(figures -> people.add(new People(each, figures)));
        }
        for (HoldScopes.Where each : scopes.conditions()) {
            if (each.recordClass().equals(layout.name())) {
                conditions.add(new Where(
                        each,
                        schedule.recordClass(layout.name())
                                .flatMap(c -> ConditionText.parse(each.texts(), c))
                                .filter(this::canBeAsked)));
            }
        }
    }

    /** The binding may have been changed since somebody placed the hold. */
    private boolean canBeAsked(Condition condition) {
        return Mention.in(condition).stream().allMatch(mention -> {
            if (!(mention instanceof Mention.OfEvent of)) {
                return true;
            }
            return of.event() instanceof Event.Birth birth
                    ? isOne(birth.person())
                    : !(of.event() instanceof Event.Death death)
                            || (isOne(death.person())
                                    && layout.role(death.person().role()).died().isPresent());
        });
    }

    private boolean isOne(Person person) {
        return layout.role(person.role()).several() == (person.which() != Person.Which.ONLY);
    }

    static HeldSql of(Schedule schedule, Layout layout, LocalDate asOf, HoldScopes scopes) {
        return new HeldSql(schedule, layout, asOf, scopes);
    }

    /** Each kind of hold by itself: whoever wants none of them gives PostgreSQL joins that way. */
    List<Sql> parts() {
        List<Sql> parts = new ArrayList<>(blind());
        parts.add(holdExists(Sql.concat(
                "h.scope = 'record' and ",
                KeySql.hasOneText(layout.key())
                        ? Sql.concat("h.key = ", KeySql.text(Joins.ROOT, layout.key()))
                        : KeySql.is(Joins.ROOT, layout.key(), "h.key"))));
        for (People each : people) {
            parts.add(each.figures().covers(keys(each, "null::timestamptz", inForce)));
        }
        conditions.forEach(each -> parts.add(Sql.and(isInForce(each), isCovered(each))));
        return parts;
    }

    /** Holds that cover a record whatever is in it. */
    private List<Sql> blind() {
        List<Sql> blind = new ArrayList<>();
        blind.add(holdExists("h.scope = 'class'"));
        blind.add(Sql.concat(
                "exists (select 1 from keepuntil.hold h where h.scope in ('person', 'condition') and h.id > ",
                Sql.of("?", scopes.last()),
                " and ",
                inForce,
                ")"));
        scopes.people().stream()
                .filter(each -> !each.isThere())
                .forEach(each -> blind.add(personHoldExists(each, Sql.TRUE)));
        people.forEach(each -> blind.add(personHoldExists(each.holds(), unlike(each))));
        return blind;
    }

    /** Holds that cover, or may, a record that is gone. */
    List<Sql> ofClass() {
        List<Sql> all = new ArrayList<>(blind());
        conditions.forEach(each -> all.add(isInForce(each)));
        return all;
    }

    /** The rows of a table that are a person on hold or refer to one. */
    List<Sql> rowsOfPeople(Table table, String alias, Sql condition) {
        return people.stream()
                .flatMap(each ->
                        each.figures().rows(table, keys(each, "null::timestamptz", inForce), alias, condition).stream())
                .toList();
    }

    /** The numbers of the holds that cover the record, as an array. */
    Sql numbers() {
        List<Sql> all = new ArrayList<>();
        all.add(Sql.concat(
                "select h.id from keepuntil.hold h where ",
                inForce,
                " and h.class = ",
                Sql.of("?", layout.name()),
                " and (h.scope = 'class' or h.scope = 'record' and ",
                KeySql.hasOneText(layout.key())
                        ? Sql.concat("h.key = ", KeySql.text(Joins.ROOT, layout.key()))
                        : Sql.concat(
                                "case when h.scope = 'record' then ",
                                KeySql.is(Joins.ROOT, layout.key(), "h.key"),
                                " end"),
                ")"));
        scopes.people().stream()
                .filter(each -> !each.isThere())
                .forEach(each -> all.add(
                        Sql.concat("select h.id from keepuntil.hold h where ", ofTable(each), " and ", inForce)));
        for (People each : people) {
            all.add(Sql.concat(
                    "select h.id from keepuntil.hold h where ",
                    ofTable(each.holds()),
                    " and ",
                    inForce,
                    " and ",
                    unlike(each)));
            List<String> names = FigureSql.names(layout.key());
            all.add(Sql.concat(
                    "select f.id from (",
                    each.figures().records(keys(each, "h.id", inForce)),
                    ") f (" + String.join(", ", names) + ", id) where " + FigureSql.equal("f", layout.key())));
        }
        conditions.forEach(each -> all.add(Sql.concat(
                "select h.id from keepuntil.hold h where h.id = any(",
                ids(each),
                ") and ",
                inForce,
                " and ",
                isCovered(each))));
        return Sql.concat("array(", FigureSql.joined(all, " union "), " order by 1)");
    }

    private Sql isInForce(Where each) {
        return Sql.concat(
                "exists (select 1 from keepuntil.hold h where h.id = any(", ids(each), ") and ", inForce, ")");
    }

    private Sql holdExists(Object condition) {
        return Sql.concat(
                "exists (select 1 from keepuntil.hold h where h.class = ",
                Sql.of("?", layout.name()),
                " and ",
                inForce,
                " and ",
                condition,
                ")");
    }

    private Sql personHoldExists(HoldScopes.People holds, Sql condition) {
        return Sql.concat(
                "exists (select 1 from keepuntil.hold h where ",
                ofTable(holds),
                " and ",
                inForce,
                " and ",
                condition,
                ")");
    }

    private static Sql ofTable(HoldScopes.People holds) {
        return Sql.of("h.scope = 'person' and h.person_table = array[?, ?]::text[]", holds.schema(), holds.table());
    }

    /** The table is known by other columns now than it was, so nobody knows of whom the hold speaks. */
    private static Sql unlike(People each) {
        return Sql.of("cardinality(h.key) <> " + each.figures().keyColumns().size());
    }

    private Sql keys(People each, String at, Sql condition) {
        return Sql.concat(
                "select h.key, " + at + " from keepuntil.hold h where ",
                ofTable(each.holds()),
                " and cardinality(h.key) = " + each.figures().keyColumns().size() + " and ",
                condition);
    }

    private static Sql ids(Where each) {
        return Sql.of("?::bigint[]", (Object) each.holds().holds().toArray(Long[]::new));
    }

    /** Whether the condition holds for the record, or may. */
    private Sql isCovered(Where each) {
        if (each.condition().isEmpty()) {
            return Sql.TRUE;
        }
        Condition condition = each.condition().get();
        Joins joins = new Joins(layout.root());
        Operands operands = new Operands(layout, zone, joins, Uses.of(condition, layout));
        Sql holds = new Conditions(layout, operands).once(condition).isNotFalse();
        return FigureSql.keyIn(
                layout.key(), Sql.concat("select " + columns("r") + " from ", joins.from(), " where ", holds));
    }

    private String columns(String alias) {
        return String.join(
                ", ", layout.key().stream().map(c -> Identifier.of(alias, c)).toList());
    }

    /** What the decision whether a hold covers the record rests on: the ways to it from the record. */
    List<List<Step>> operandPaths() {
        Set<List<Step>> paths = new LinkedHashSet<>();
        conditions.forEach(each -> each.condition()
                .ifPresent(condition -> paths.addAll(Operands.paths(layout, Uses.of(condition, layout)))));
        if (!people.isEmpty()) {
            FigureSql.peoplePaths(layout).stream()
                    .filter(path -> !path.isEmpty())
                    .forEach(paths::add);
        }
        return List.copyOf(paths);
    }

    // ---- released

    /** Whether a record of the class can have been held. */
    boolean wasHeld() {
        return scopes.releasedClasses().contains(layout.name())
                || scopes.releasedRecords().contains(layout.name())
                || people.stream().anyMatch(each -> each.holds().released())
                || conditions.stream().anyMatch(each -> each.holds().released());
    }

    /** The joins that {@link #released} takes. */
    List<Sql> joins() {
        List<Sql> joins = new ArrayList<>();
        if (scopes.releasedRecords().contains(layout.name()) && KeySql.hasOneText(layout.key())) {
            Sql released = Sql.concat(
                    "select h.key, max(h.released_at) as at from keepuntil.hold h where h.scope = 'record' and h.class = ",
                    Sql.of("?", layout.name()));
            joins.add(Joins.recorded(released, "h.key", RELEASED, KeySql.text(Joins.ROOT, layout.key())));
        }
        int n = 0;
        for (People each : people) {
            if (each.holds().released()) {
                String alias = RELEASED + ++n;
                List<String> names = FigureSql.names(layout.key());
                joins.add(Sql.concat(
                        " left join (select " + String.join(", ", names) + ", max(at) as at from (",
                        each.figures().records(keys(each, "h.released_at", Sql.of("h.released_at is not null"))),
                        ") f (" + String.join(", ", names) + ", at) group by " + String.join(", ", names) + ") " + alias
                                + " on " + FigureSql.equal(alias, layout.key())));
            }
        }
        return joins;
    }

    /** When the last hold on the record was released; null where none was. */
    Sql released() {
        List<Sql> all = new ArrayList<>();
        if (scopes.releasedClasses().contains(layout.name())) {
            all.add(Sql.of(
                    "(select max(h.released_at) from keepuntil.hold h where h.scope = 'class' and h.class = ?)",
                    layout.name()));
        }
        if (scopes.releasedRecords().contains(layout.name())) {
            all.add(
                    KeySql.hasOneText(layout.key())
                            ? Sql.of(RELEASED + ".at")
                            : Sql.concat(
                                    "(select max(h.released_at) from keepuntil.hold h where h.scope = 'record' and h.class = ",
                                    Sql.of("?", layout.name()),
                                    " and ",
                                    KeySql.is(Joins.ROOT, layout.key(), "h.key"),
                                    ")"));
        }
        int n = 0;
        for (People each : people) {
            if (each.holds().released()) {
                all.add(Sql.of(RELEASED + ++n + ".at"));
            }
        }
        conditions.stream()
                .filter(each -> each.holds().released())
                .forEach(each -> all.add(Sql.concat(
                        "case when ",
                        isCovered(each),
                        " then (select max(h.released_at) from keepuntil.hold h where h.id = any(",
                        ids(each),
                        ")) end")));
        // greatest skips nulls, which is what is wanted here
        Sql joined = all.get(0);
        for (Sql each : all.subList(1, all.size())) {
            joined = Sql.concat(joined, ", ", each);
        }
        return Sql.concat("greatest(", joined, ")");
    }
}
