package org.keepuntil.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.Layout;
import org.keepuntil.decide.Docket;
import org.keepuntil.decide.ReviewDecision;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Rule;

/**
 * What Keepuntil has recorded of a record, as far as the rules of its class ask for it: joined by the record's key, each part only where
 * a rule can use it.
 */
final class DocketSql {
    private static final String STAGES = "ds";
    private static final String NOTICE = "dn";
    private static final String REFERENCE = "dr";
    private static final String TRANSFER = "dt";
    private static final String DECISION = "dd";

    private final boolean stages;
    private final boolean notices;
    private final boolean references;
    private final boolean transfers;
    private final boolean decisions;
    private final String recordClass;
    private final List<Rule> rules;

    private final Optional<LocalDate> unreferenced;
    /** Whether what was decided was decided of the record as it is. */
    private Sql valid = Sql.FALSE;

    private DocketSql(Layout layout, List<Rule> rules, boolean estimates, Optional<LocalDate> unreferenced) {
        boolean anonymises = layout.treated().anonymise().isPresent();
        this.recordClass = layout.name();
        this.rules = rules;
        this.unreferenced = unreferenced;
        this.decisions = estimates || anonymises || rules.stream().anyMatch(DocketSql::asksAPerson);
        this.stages = rules.stream().anyMatch(DocketSql::leavesTheRecord) || (anonymises && decisions);
        this.notices = rules.stream().anyMatch(rule -> rule.notice().isPresent());
        this.references = rules.stream().anyMatch(DocketSql::waitsForReferences);
        this.transfers = decisions
                || rules.stream()
                        .anyMatch(rule ->
                                IntStream.rangeClosed(1, rule.stages().size()).anyMatch(rule::handsOver));
    }

    /**
     * @param estimates whether a decision may rest on an estimated date
     * @param unreferenced the day on which the last reference to the records goes, whatever is recorded; empty to read what is
     */
    static DocketSql of(Layout layout, List<Rule> rules, boolean estimates, Optional<LocalDate> unreferenced) {
        return new DocketSql(layout, rules, estimates, unreferenced);
    }

    private static boolean asksAPerson(Rule rule) {
        return rule.stages().stream().anyMatch(stage -> stage.then() == Disposal.REVIEW);
    }

    /** What was recorded and is like a fact: what it changes, nothing that was decided or promised before survives. */
    Sql ground() {
        Sql ground = Sql.of("");
        if (references && unreferenced.isEmpty()) {
            ground = Sql.of(" || coalesce(" + REFERENCE + ".gone_on::text, '')");
        }
        return decidesAppeared() ? Sql.concat(ground, " || coalesce(" + STAGES + ".appeared_as, '')") : ground;
    }

    /**
     * From here on it is known on what a decision rests.
     *
     * @param once computes something once for each record
     */
    void rests(Sql ground, UnaryOperator<Sql> once) {
        if (decisions) {
            valid = once.apply(Sql.concat(
                    "case when " + DECISION + ".ground is null then false else " + DECISION + ".ground = ",
                    ground,
                    " end"));
        }
    }

    /** Whether a person may have decided of records of the class. */
    boolean decides() {
        return decisions;
    }

    /** Whether a person may have decided what becomes of data that has appeared. */
    boolean decidesAppeared() {
        return decisions && stages;
    }

    /** Something was decided of the record as it is; of which act is another question. */
    Sql decided() {
        return valid;
    }

    /** The act is the one of which it was decided. */
    Sql isDecided(String rule, int stage) {
        return Sql.of("(" + DECISION + ".rule = ? and " + DECISION + ".stage = " + stage + ")", rule);
    }

    /** It was decided of the act after which data has appeared. */
    Sql isDecidedOfAppeared() {
        return Sql.of("(" + DECISION + ".rule || '#' || " + DECISION + ".stage) = " + STAGES + ".appeared_after");
    }

    /** What was decided, as the word of the choice. */
    Sql choice() {
        return Sql.of(DECISION + ".choice");
    }

    /** The status of a record that a person keeps, an empty text where nobody does. */
    Sql kept(LocalDate asOf) {
        return Sql.of(
                "case when " + DECISION + ".choice = 'preserve' then 'permanent' when " + DECISION
                        + ".choice = 'keep' and " + DECISION + ".keep_until > ? then 'retained' else '' end",
                asOf);
    }

    /** The rule has gone on past one of its reviews. */
    Sql passes(String rule, int stage) {
        return decisions
                ? Sql.and(
                        valid,
                        Sql.of(DECISION + ".rule = ?", rule),
                        Sql.of("(" + DECISION + ".stage > " + stage + " or (" + DECISION + ".stage = " + stage + " and "
                                + DECISION + ".choice = 'go on'))"))
                : Sql.FALSE;
    }

    /** Somebody has taken the record over for the act that was decided. */
    Sql acceptedAsDecided(Sql state) {
        return Sql.concat(
                "coalesce((" + TRANSFER + ".rule, " + TRANSFER + ".stage) = (" + DECISION + ".rule, " + DECISION
                        + ".stage) and " + TRANSFER + ".ground = ",
                state,
                ", false)");
    }

    /** Whether the record is still there after an act of the rule. */
    private static boolean leavesTheRecord(Rule rule) {
        Disposal last = rule.lastStage().then();
        return rule.stages().size() > 1
                || last == Disposal.REDACT
                || last == Disposal.ANONYMISE
                || (last == Disposal.TRANSFER && rule.sendCopy());
    }

    private static boolean waitsForReferences(Rule rule) {
        return rule.stages().stream().anyMatch(stage -> asks(stage.keep()))
                || rule.noLongerThan().filter(DocketSql::asks).isPresent();
    }

    private static boolean asks(Period period) {
        if (period instanceof Period.LongestOf longest) {
            return longest.members().stream().anyMatch(DocketSql::asks);
        } else if (period instanceof Period.ShortestOf shortest) {
            return shortest.members().stream().anyMatch(DocketSql::asks);
        } else if (period instanceof Period.FirstThatApplies first) {
            return first.alternatives().stream().anyMatch(a -> asks(a.keep()));
        }
        return period instanceof Period.UntilUnreferenced;
    }

    /** Whether a rule waits until nothing refers to the record. */
    boolean hasReferences() {
        return references;
    }

    /** Whether a day can be pinned, after which a record may be due that has no operands left. */
    boolean pins() {
        return stages;
    }

    /** The joins, for the end of the {@code from} list. */
    List<Sql> joins(Sql key) {
        List<Sql> joins = new ArrayList<>();
        Sql ofClass = Sql.of("?", recordClass);
        if (stages) {
            Sql recorded = Sql.concat(
                    "select key,",
                    " jsonb_object_agg(rule || '#' || stage, case when appeared_on is null then deed else 'appeared' end)",
                    " filter (where deed is not null) as done, bool_or(deed is not null and appeared_on is not null) as appeared,",
                    decisions
                            ? " string_agg(appeared_as, ' ' order by rule, stage) as appeared_as,"
                                    + " (array_agg(rule || '#' || stage order by rule collate \"C\", stage)"
                                    + " filter (where deed is not null and appeared_on is not null))[1] as appeared_after,"
                            : "",
                    " jsonb_object_agg(rule || '#' || stage, pinned_on) filter (where pinned_on is not null) as pinned",
                    " from keepuntil.stage where class = ",
                    ofClass,
                    " and (rule, stage, asked) in (",
                    asked(),
                    ")");
            joins.add(Joins.recorded(recorded, "key", STAGES, key));
        }
        if (notices) {
            joins.add(join("keepuntil.notice", NOTICE, ofClass, key));
        }
        if (references && unreferenced.isEmpty()) {
            joins.add(join("keepuntil.reference", REFERENCE, ofClass, key));
        }
        if (transfers) {
            joins.add(Sql.concat(
                    " left join (select t.key, t.rule, t.stage, t.ground from keepuntil.transfer_record t",
                    " join keepuntil.transfer_package p on p.id = t.package and p.state = 'accepted' where t.class = ",
                    ofClass,
                    ") " + TRANSFER + " on " + TRANSFER + ".key = ",
                    key));
        }
        if (decisions) {
            joins.add(Sql.concat(
                    join("keepuntil.review_decision", DECISION, ofClass, key),
                    " and " + DECISION + ".replaced_at is null and " + DECISION + ".run is null"));
        }
        return joins;
    }

    /** What was recorded of a stage that asks something else by now is void. */
    private Sql asked() {
        Sql all = Sql.of("");
        for (Rule rule : rules) {
            for (int stage = 1; stage <= rule.stages().size(); stage++) {
                all = Sql.concat(
                        all,
                        all.text().isEmpty() ? "" : ", ",
                        Sql.of("(?, " + stage + ", ?)", rule.id(), rule.asked(stage)));
            }
        }
        return all;
    }

    private static Sql join(String table, String alias, Sql ofClass, Sql key) {
        return Sql.concat(
                " left join " + table + " " + alias + " on " + alias + ".class = ",
                ofClass,
                " and " + alias + ".key = ",
                key);
    }

    Sql done(String rule, int stage) {
        return stages ? Sql.of("coalesce(jsonb_exists(" + STAGES + ".done, ?), false)", name(rule, stage)) : Sql.FALSE;
    }

    /** What the last stage of the rule has left, as the word of a status; null where it is not done or leaves no such record. */
    Sql left(Rule rule) {
        return Sql.of(
                "case " + STAGES + ".done ->> ? when 'anonymised' then 'anonymised'"
                        + " when 'pseudonymised' then 'pseudonymised'"
                        + (leavesByItself(rule)
                                ? " when 'redacted' then 'redacted' when 'copied' then 'permanent'"
                                : "")
                        + " when 'appeared' then 'in review' end",
                name(rule.id(), rule.stages().size()));
    }

    /** Data was found in a record that had been anonymised. */
    Sql appeared() {
        return stages ? Sql.of("coalesce(" + STAGES + ".appeared, false)") : Sql.FALSE;
    }

    /** Whether {@link #left} can be anything. */
    boolean leaves(Rule rule) {
        return stages && (decisions || leavesByItself(rule));
    }

    /** Whether the record is still there when all is done that the rule asks. */
    static boolean leavesByItself(Rule rule) {
        Disposal last = rule.lastStage().then();
        return last == Disposal.REDACT
                || last == Disposal.ANONYMISE
                || rule.sendsCopy(rule.stages().size());
    }

    Sql isPinned(Rule rule) {
        List<Sql> any = new ArrayList<>();
        for (int stage = 1; stage <= rule.stages().size(); stage++) {
            any.add(isPinned(rule.id(), stage));
        }
        return Sql.or(any);
    }

    Sql isPinned(String rule, int stage) {
        return stages
                ? Sql.of("coalesce(jsonb_exists(" + STAGES + ".pinned, ?), false)", name(rule, stage))
                : Sql.FALSE;
    }

    Sql pinnedBy(String rule, int stage, LocalDate asOf) {
        return Sql.of("(" + STAGES + ".pinned ->> ?)::date <= ?", name(rule, stage), asOf);
    }

    private static String name(String rule, int stage) {
        return rule + "#" + stage;
    }

    /** A notice of the rule, listed on or before the day, with the ground that the record has now. */
    Sql listedBy(Rule rule, LocalDate since, Sql state) {
        return Sql.concat(
                "coalesce(" + NOTICE + ".rule = ",
                Sql.of("?", rule.id()),
                " and " + NOTICE + ".since <= ",
                Sql.of("?", since),
                " and " + NOTICE + ".state = ",
                state,
                ", false)");
    }

    /** Somebody has taken the record over, packed with the ground that it has now. */
    Sql accepted(Rule rule, int stage, Sql state) {
        return Sql.concat(
                "coalesce(" + TRANSFER + ".rule = ",
                Sql.of("?", rule.id()),
                " and " + TRANSFER + ".stage = " + stage + " and " + TRANSFER + ".ground = ",
                state,
                ", false)");
    }

    /** It was recorded on or before the day that the last reference went; without a day, that it was recorded at all. */
    Sql unreferencedBy(Optional<LocalDate> asOf) {
        if (unreferenced.isPresent()) {
            return asOf.map(day -> unreferenced.get().isAfter(day) ? Sql.FALSE : Sql.TRUE)
                    .orElse(Sql.TRUE);
        }
        return asOf.map(day -> Sql.of("coalesce(" + REFERENCE + ".gone_on <= ?, false)", day))
                .orElse(Sql.of("(" + REFERENCE + ".gone_on is not null)"));
    }

    /** What to select for {@link #read}. */
    List<Sql> columns(Sql state) {
        List<Sql> columns = new ArrayList<>();
        if (stages) {
            columns.add(Sql.of("(select array_agg(k || '#' || v) from jsonb_each_text(" + STAGES + ".done) e (k, v))"));
            columns.add(
                    Sql.of("(select array_agg(k || '#' || v) from jsonb_each_text(" + STAGES + ".pinned) e (k, v))"));
        }
        if (notices) {
            columns.add(Sql.concat("case when " + NOTICE + ".state = ", state, " then " + NOTICE + ".rule end"));
            columns.add(Sql.of(NOTICE + ".since"));
        }
        if (references) {
            columns.add(unreferenced.map(day -> Sql.of("?::date", day)).orElse(Sql.of(REFERENCE + ".gone_on")));
        }
        if (transfers) {
            columns.add(Sql.concat("case when " + TRANSFER + ".ground = ", state, " then " + TRANSFER + ".rule end"));
            columns.add(Sql.of(TRANSFER + ".stage"));
        }
        if (decisions) {
            columns.add(Sql.concat("case when ", valid, " then " + DECISION + ".rule end"));
            columns.add(Sql.of(DECISION + ".stage"));
            columns.add(Sql.of(DECISION + ".choice"));
            columns.add(Sql.of(DECISION + ".keep_until"));
        }
        return columns;
    }

    /** What is recorded of the record in the current row, from the given column on. */
    Docket read(ResultSet row, int firstColumn) throws SQLException {
        int column = firstColumn;
        Map<Docket.Stage, Docket.Deed> done = new HashMap<>();
        Map<Docket.Stage, LocalDate> pinned = new HashMap<>();
        if (stages) {
            for (String[] each : parts(row, column++)) {
                done.put(stage(each), deed(each[2]));
            }
            for (String[] each : parts(row, column++)) {
                pinned.put(stage(each), LocalDate.parse(each[2]));
            }
        }
        Optional<Docket.Notice> notice = Optional.empty();
        if (notices) {
            @Nullable String rule = row.getString(column++);
            @Nullable LocalDate since = row.getObject(column++, LocalDate.class);
            notice = rule == null || since == null ? Optional.empty() : Optional.of(new Docket.Notice(rule, since));
        }
        Optional<LocalDate> gone =
                references ? Optional.ofNullable(row.getObject(column++, LocalDate.class)) : Optional.empty();
        Optional<Docket.Stage> accepted = transfers ? accepted(row, column) : Optional.empty();
        int decision = transfers ? column + 2 : column;
        return new Docket(done, pinned, notice, gone, accepted, decisions ? review(row, decision) : Optional.empty());
    }

    private static Optional<ReviewDecision> review(ResultSet row, int column) throws SQLException {
        @Nullable String rule = row.getString(column);
        return rule == null
                ? Optional.empty()
                : Optional.of(new ReviewDecision(
                        new Docket.Stage(rule, row.getInt(column + 1)),
                        ReviewDecision.Choice.ofWord(row.getString(column + 2)).orElseThrow(),
                        Optional.ofNullable(row.getObject(column + 3, LocalDate.class))));
    }

    private static Optional<Docket.Stage> accepted(ResultSet row, int column) throws SQLException {
        @Nullable String rule = row.getString(column);
        return rule == null ? Optional.empty() : Optional.of(new Docket.Stage(rule, row.getInt(column + 1)));
    }

    private static List<String[]> parts(ResultSet row, int column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        List<String[]> parts = new ArrayList<>();
        if (array != null) {
            for (String each : (String[]) array.getArray()) {
                parts.add(each.split("#", 3));
            }
        }
        return parts;
    }

    private static Docket.Stage stage(String[] parts) {
        return new Docket.Stage(parts[0], Integer.parseInt(parts[1]));
    }

    private static Docket.Deed deed(String word) {
        return Docket.Deed.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
