package org.keepuntil.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.catalog.Column;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;

/**
 * A class of records as of a day, as SQL over its tables. The pieces share one {@code from} list ({@link #from}), in which the record's
 * own table is {@code r}.
 */
public final class ClassSql {
    /** Types of which each value has one text. */
    private static final Set<String> ONE_TEXT =
            Set.of("int2", "int4", "int8", "text", "varchar", "uuid", "date", "bool");

    private final Layout layout;
    private final Joins joins;
    private final FactsReader reader;
    private final Governance governance;
    private final List<RuleSql> flags;
    private final Sql open;
    private final Sql referredTo;
    private final List<List<Step>> operandPaths;
    private final Drivers drivers;
    private final Driven driven;

    private ClassSql(Schedule schedule, Layout layout, YearStarts years, LocalDate asOf) {
        List<Rule> rules = schedule.rulesFor(layout.name());
        Uses uses = Uses.of(rules, layout);
        this.layout = layout;
        this.joins = new Joins(layout.root());
        Operands operands = new Operands(layout, schedule.zone(), joins, uses);
        Conditions conditions = new Conditions(layout, operands);
        Periods periods = new Periods(operands::of, conditions::once, years);
        List<RuleSql> all = rules.stream()
                .map(r -> RuleSql.of(r, periods, conditions, asOf))
                .toList();
        this.governance =
                new Governance(all.stream().filter(r -> !r.rule().onlyFlags()).toList());
        this.flags = all.stream().filter(r -> r.rule().onlyFlags()).toList();
        this.open = layout.openWhile().map(conditions::once).orElse(Sql.FALSE);
        this.referredTo = References.to(layout);
        this.reader = new FactsReader(layout, operands, uses);
        this.operandPaths = Operands.paths(layout, uses);
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
        return new ClassSql(schedule, layout, years, asOf);
    }

    /** The {@code from} list. */
    public Sql from() {
        return joins.from();
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
        return Sql.of("array["
                + String.join(
                        ", ",
                        layout.key().stream()
                                .map(c -> Identifier.of(Joins.ROOT, c) + "::text")
                                .toList())
                + "]");
    }

    /** The order of the records: that of their key, in its own types. */
    public Sql keyOrder() {
        return Sql.of(String.join(
                ", ",
                layout.key().stream().map(c -> Identifier.of(Joins.ROOT, c)).toList()));
    }

    /** Joins the record to an array of text that holds its key. */
    public Sql keyIs(String array) {
        List<Sql> equal = new ArrayList<>();
        for (int i = 0; i < layout.key().size(); i++) {
            Column column = layout.key().get(i);
            equal.add(Sql.of(Identifier.of(Joins.ROOT, column) + " " + column.equal() + " " + array + "[" + (i + 1)
                    + "]::" + column.type()));
        }
        return Sql.and(equal);
    }

    /** Whether a hold covers the record. */
    public Sql held() {
        return Sql.concat("(", classHeld(), " or ", recordHeld(), ")");
    }

    private Sql classHeld() {
        return holdExists("h.key is null");
    }

    /**
     * By the text of the key where a value has only one, so that many holds cost no more than one; else by the type's own equality, for
     * 1.5 is 1.50 and citext knows no case. Holds are placed with the key as the database writes it.
     */
    private Sql recordHeld() {
        boolean oneText = layout.key().stream().allMatch(c -> ONE_TEXT.contains(c.baseType()));
        return holdExists(oneText ? Sql.concat("h.key = ", key()) : keyIs("h.key"));
    }

    private Sql holdExists(Object condition) {
        return Sql.concat(
                "exists (select 1 from keepuntil.hold h where h.class = ",
                Sql.of("?", layout.name()),
                " and h.released_at is null and ",
                condition,
                ")");
    }

    /** Whether a record that stays refers to it. */
    public Sql referredTo() {
        return referredTo;
    }

    /** Whether the rules allow disposal as of the day; holds and references aside. */
    public Sql eligible() {
        return Sql.and(governance.latest(), open.equals(Sql.FALSE) ? Sql.TRUE : Sql.concat("(", open, ") is false"));
    }

    /** Whether the record is to be disposed of. */
    public Sql due() {
        return Sql.and(eligible(), classHeld().not(), recordHeld().not(), referredTo.not());
    }

    /**
     * The {@code from} list and the {@code where} clause of the records that are due, put so that an index can find the few that are worth
     * looking at. What drives the query is implied by {@link #due}: it changes nothing but the time that is taken.
     */
    public Sql fromDue() {
        return Sql.concat(" from ", joins.from(driven.root()), " where ", Sql.and(ofClass(), driven.where(), due()));
    }

    /** What must hold before a record of the class can be due. */
    Driving driving() {
        return drivers.of(governance.rules());
    }

    /** What must hold before the rule lets a record go. */
    Driving driving(Rule rule) {
        return drivers.of(rule);
    }

    /** The status of the record, as the word of {@link Status}. */
    public Sql status() {
        return Sql.concat(
                "case when ",
                governance.scheduled().isNotTrue(),
                " then ",
                word(Status.UNSCHEDULED),
                " when ",
                governance.notPermanent().isNotTrue(),
                " then ",
                word(Status.PERMANENT),
                " when ",
                Sql.or(open.isNotFalse(), governance.waiting().isTrue()),
                " then ",
                word(Status.OPEN),
                " when ",
                governance.earliest().isNotTrue(),
                " then ",
                word(Status.RETAINED),
                " when ",
                governance.latest().isNotTrue(),
                " then ",
                word(Status.UNDETERMINED),
                " when ",
                held(),
                " then ",
                word(Status.HELD),
                " when ",
                referredTo,
                " then ",
                word(Status.REFERRED_TO),
                " else ",
                word(Status.DUE),
                " end");
    }

    private static String word(Status status) {
        return "'" + status.word() + "'";
    }

    /** The id of the governing rule of a record that is due; null where several may apply and their dates decide. */
    public Sql rule() {
        return governance.rule();
    }

    /** Whether a rule that only marks wants the record marked. */
    public Sql flagged(Rule rule) {
        RuleSql flag =
                flags.stream().filter(f -> f.rule().equals(rule)).findFirst().orElseThrow();
        return Sql.and(flag.certain(), flag.latest());
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

    public Layout layout() {
        return layout;
    }
}
