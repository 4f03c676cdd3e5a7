package org.keepuntil.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Erasure;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;

/**
 * A class of records as of a day, as SQL over its tables. The pieces share one {@code from} list ({@link #from}), in which the record's
 * own table is {@code r}.
 */
public final class ClassSql {
    private final Layout layout;
    private final List<Rule> rules;
    private final boolean mayBeUnscheduled;
    private final Joins joins;
    private final FactsReader reader;
    private final DocketSql docket;
    private final HeldSql holds;
    private final AgendaSql agenda;
    private final StatusSql status;
    private final Sql ground;
    private final List<RuleSql> flags;
    private final List<References.Reference> references;
    private final Sql referredTo;
    private final List<List<Step>> operandPaths;
    private final Drivers drivers;
    private final Driven driven;

    private ClassSql(
            Schedule schedule,
            Layout layout,
            YearStarts years,
            LocalDate asOf,
            Optional<LocalDate> unreferenced,
            List<ClassSql> parts,
            HoldScopes scopes) {
        List<Rule> rules = schedule.rulesFor(layout.name());
        Uses uses = Uses.of(rules, layout);
        this.layout = layout;
        this.rules = rules;
        this.mayBeUnscheduled =
                schedule.records().stream().anyMatch(c -> c.name().equals(layout.name()) && c.unscheduledAllowed());
        this.joins = new Joins(layout.root());
        Operands operands = new Operands(layout, schedule.zone(), joins, uses);
        Conditions conditions = new Conditions(layout, operands);
        this.docket = DocketSql.of(layout, rules, Estimates.possible(layout, uses), unreferenced);
        joins.beside(docket.joins(key()));
        if (Erasure.isIn(rules)) {
            joins.beside(List.of(ErasureSql.join(layout.name(), schedule.zone(), key())));
        }
        this.holds = HeldSql.of(schedule, layout, asOf, scopes);
        joins.beside(holds.joins());
        this.reader = new FactsReader(layout, operands, uses, Erasure.isIn(rules));
        this.ground = Ground.of(schedule, reader, docket.ground());
        docket.rests(ground, joins::computed);
        Periods periods = new Periods(operands::of, conditions::once, years, docket);
        boolean staged = rules.stream().anyMatch(r -> r.stages().size() > 1);
        // what several acts have in common is worked out once for each record
        UnaryOperator<Sql> once = staged ? joins::computed : UnaryOperator.identity();
        List<RuleSql> all = rules.stream()
                .map(r -> RuleSql.of(r, periods, conditions, docket, asOf, once))
                .toList();
        this.flags = all.stream().filter(r -> r.rule().onlyFlags()).toList();
        Sql open = layout.openWhile().map(conditions::once).orElse(Sql.FALSE);
        this.references = unreferenced.isPresent() ? List.of() : References.to(layout, parts);
        this.referredTo =
                Sql.or(references.stream().map(References.Reference::exists).toList());
        this.agenda = new AgendaSql(
                new Governance(all.stream().filter(r -> !r.rule().onlyFlags()).toList()));
        this.status = new StatusSql(agenda, docket, open, reader.estimated(), ground, asOf);
        this.operandPaths = Stream.concat(Operands.paths(layout, uses).stream(), holds.operandPaths().stream())
                .distinct()
                .toList();
        this.drivers = new Drivers(operands::of, years, asOf);
        this.driven = Driven.of(layout, joins, driving());
    }

    /**
     * Compiles the rules of a class.
     *
     * @param years the days on which years start for this binding
     * @param asOf the day of the plan
     */
    public static ClassSql compile(Schedule schedule, Layout layout, YearStarts years, LocalDate asOf) {
        return compile(schedule, layout, years, asOf, List.of(), HoldScopes.UNREAD);
    }

    /**
     * The same for a class of which a record may have records of other classes as components.
     *
     * @param parts those classes, each {@link #ofPart}
     * @param scopes what there is of holds
     */
    public static ClassSql compile(
            Schedule schedule,
            Layout layout,
            YearStarts years,
            LocalDate asOf,
            List<ClassSql> parts,
            HoldScopes scopes) {
        return new ClassSql(schedule, layout, years, asOf, Optional.empty(), parts, scopes);
    }

    /**
     * Compiles the rules of a class for records that are looked at as components of another that goes: as if the last reference to them went
     * on the day of the plan. Whoever asks sees to it that nothing else refers to them.
     */
    public static ClassSql ofPart(
            Schedule schedule, Layout layout, YearStarts years, LocalDate asOf, HoldScopes scopes) {
        return new ClassSql(schedule, layout, years, asOf, Optional.of(asOf), List.of(), scopes);
    }

    /** The {@code from} list. */
    public Sql from() {
        return joins.from();
    }

    /** The same with a part of the record's table in its place: SQL for a table under the alias {@code r}. */
    public Sql from(Sql part) {
        return joins.from(part);
    }

    /** Which rows of the table are records of the class. */
    public Sql ofClass() {
        List<Sql> tests = new ArrayList<>();
        for (Map.Entry<String, String> entry : layout.where().entrySet()) {
            Column column = layout.root().column(entry.getKey()).orElseThrow();
            tests.add(Sql.of(Identifier.of(Joins.ROOT, column) + "::text = ?", entry.getValue()));
        }
        return Sql.and(tests);
    }

    /** The key of the record as an array of text. */
    public Sql key() {
        return KeySql.text(Joins.ROOT, layout.key());
    }

    /** The order of the records: that of their key, in its own types. */
    public Sql keyOrder() {
        return Sql.of(String.join(
                ", ",
                layout.key().stream().map(c -> Identifier.of(Joins.ROOT, c)).toList()));
    }

    /** Joins the record to an array of text that holds its key. */
    public Sql keyIs(String array) {
        return KeySql.is(Joins.ROOT, layout.key(), array);
    }

    /**
     * Whether people figure in the record: in a role, as the record or a row of it, or because a row of it refers to them.
     *
     * @param keys a query of two columns: the keys of the people, as arrays of text, and a moment, which is not looked at
     */
    public Sql figures(PersonTable people, Sql keys) {
        FigureSql figures = new FigureSql(layout, people);
        return figures.isPossible() ? figures.covers(keys) : Sql.FALSE;
    }

    /** Whether a hold covers the record; asked of the record's table alone, it takes none of the joins. */
    public Sql held() {
        return Sql.or(holds.parts());
    }

    /** The numbers of the holds that cover the record, as an array. */
    public Sql holds() {
        return holds.numbers();
    }

    /** Whether a hold covers every record of the class, or may: whether its condition holds for a record that is gone nobody knows. */
    public Sql classHeld() {
        return Sql.or(holds.ofClass());
    }

    /**
     * Finds the rows of one of the record's tables that are a person on hold or refer to one, as table and place.
     *
     * @param alias of the table in the condition
     */
    public Optional<Sql> rowsOfHeldPeople(Table table, String alias, Sql condition) {
        List<Sql> rows = holds.rowsOfPeople(table, alias, condition);
        return rows.isEmpty() ? Optional.empty() : Optional.of(FigureSql.joined(rows, " union all "));
    }

    /**
     * Whether the rules and holds of the class let a record go that is a component of another: it is due to be destroyed, or nothing holds it
     * and the class may be without a rule. Null where the decider has to compare dates to know.
     */
    public Sql letsGo() {
        Sql due = rules.stream().anyMatch(rule -> rule.lastStage().then() == Disposal.DESTROY) || docket.decides()
                ? Sql.concat("(", status(), " = 'due' and ", act(), " = 'destroy')")
                : Sql.FALSE;
        return mayBeUnscheduled
                ? Sql.concat("(", due, " or (", status(), " = 'unscheduled' and ", held().not(), "))")
                : due;
    }

    /** Whether a record of this class is a component of the record of another class that has a key. */
    public Sql isPartOf(ClassSql whole, Sql keyIs) {
        return References.isPart(whole.layout, layout.root(), keyIs);
    }

    /** Whether a record that stays refers to it. */
    public Sql referredTo() {
        return referredTo;
    }

    /** Whether the rules allow the next act as of the day; holds, references, reviews and notices aside. */
    public Sql eligible() {
        return status.eligible();
    }

    /** The same, and where a person may have decided what becomes of data that has appeared. */
    public Sql mayAct() {
        return docket.decidesAppeared() ? Sql.or(eligible(), docket.appeared()) : eligible();
    }

    /**
     * Whether the record is to be disposed of. Where {@link #tellsAll} does not hold, also records of which the dates of several rules
     * have to be compared to know.
     */
    public Sql due() {
        if (docket.decidesAppeared()) {
            return Sql.concat("coalesce(", status(), " = 'due', true)");
        }
        Sql free = Sql.and(holds.parts().stream().map(Sql::not).toList());
        return Sql.and(eligible(), free, referredTo.not(), status.isDue());
    }

    /**
     * The {@code from} list and the {@code where} clause of the records that are due, put so that an index can find the few that are worth
     * looking at. What drives the query is implied by {@link #due}: it changes nothing but the time that is taken.
     */
    public Sql fromDue() {
        return Sql.concat(" from ", joins.from(driven.root()), " where ", Sql.and(ofClass(), driven.where(), due()));
    }

    /** What must hold before a record of the class can be due. What is pinned needs no operand any more. */
    Driving driving() {
        return docket.pins() ? Driving.any() : drivers.of(agenda.governance().rules());
    }

    /** What must hold before the rule lets a record go. */
    Driving driving(Rule rule) {
        return docket.pins() ? Driving.any() : drivers.of(rule);
    }

    /**
     * Whether the database alone knows the status of each record of which no person decided ({@link #decides}); else {@link #status} is
     * null for some.
     */
    public boolean tellsAll() {
        return status.tellsAll();
    }

    /**
     * The status of the record, as the word of {@link Status}; null where the dates of several rules have to be compared, which the
     * decider does.
     */
    public Sql status() {
        return status.status(held(), referredTo);
    }

    /** The id of the rule that acts on a record that is due; null where several may apply and their dates decide. */
    public Sql rule() {
        return status.rule();
    }

    /** The number of the stage that acts, from 1; null where the rule is. */
    public Sql stage() {
        return status.stage();
    }

    /** The word of what is done to a record that is due; null where the rule is. */
    public Sql act() {
        return status.done();
    }

    /** Whether a person may have decided of records of the class. */
    public boolean decides() {
        return docket.decides();
    }

    /** Whether a rule that acts may be told by the decider alone, of a record that is due. */
    public boolean mayBeUnclear() {
        return docket.decidesAppeared() || agenda.governance().rules().size() > 1;
    }

    /** A text that stays the same as long as neither the schedule nor a fact of the record changes on which a decision rests. */
    public Sql ground() {
        return ground;
    }

    /** What to select for {@link #readStanding}. */
    public List<Sql> standingColumns() {
        List<Sql> columns = new ArrayList<>(List.of(held(), References.names(references)));
        if (holds.wasHeld()) {
            columns.add(holds.released());
        }
        columns.addAll(docket.columns(ground));
        return columns;
    }

    /** What is known of the record beside its facts in the current row, from the given column on. */
    public Standing readStanding(ResultSet row, int firstColumn) throws SQLException {
        Optional<Instant> released = holds.wasHeld()
                ? Optional.ofNullable(row.getObject(firstColumn + 2, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                : Optional.empty();
        return new Standing(
                row.getBoolean(firstColumn),
                List.of((String[]) row.getArray(firstColumn + 1).getArray()),
                docket.read(row, firstColumn + (holds.wasHeld() ? 3 : 2)),
                released);
    }

    /** Whether records of the class can come to wait for a person or for a notice. */
    public boolean hasLists() {
        return ruleHasLists() || canAppear();
    }

    /** Whether a rule lets them, and not only data that appears where it was taken away. */
    public boolean ruleHasLists() {
        return status.hasLists();
    }

    /** Whether data can be found in records that were anonymised. */
    public boolean canAppear() {
        return layout.treated().anonymise().isPresent() && docket.pins();
    }

    /** Data was found in a record that had been anonymised. */
    public Sql appeared() {
        return docket.appeared();
    }

    /** Whether a rule waits until nothing refers to the record. */
    public boolean waitsForReferences() {
        return docket.hasReferences();
    }

    /** Whether a rule that only marks wants the record marked. */
    public Sql flagged(Rule rule) {
        RuleSql flag =
                flags.stream().filter(f -> f.rule().equals(rule)).findFirst().orElseThrow();
        return Sql.and(flag.certain(), flag.last().latest());
    }

    /** What to select for {@link #readFacts}. */
    public List<Sql> factColumns() {
        return reader.columns();
    }

    /** The facts of the record in the current row, from the given column on. */
    public Facts readFacts(ResultSet row, int firstColumn) throws SQLException {
        return reader.read(row, firstColumn);
    }

    /** The ways to all rows on which the decision rests. */
    public List<List<Step>> operandPaths() {
        return operandPaths;
    }

    /** The tables to which nobody may write while it is decided. */
    public TableLocks tableLocks() {
        return TableLocks.of(layout, operandPaths);
    }

    public Layout layout() {
        return layout;
    }
}
