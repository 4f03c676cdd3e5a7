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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.Docket;
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

    private final boolean stages;
    private final boolean notices;
    private final boolean references;
    private final boolean transfers;
    private final String recordClass;
    private final List<Rule> rules;

    private final Optional<LocalDate> unreferenced;

    private DocketSql(String recordClass, List<Rule> rules, Optional<LocalDate> unreferenced) {
        this.recordClass = recordClass;
        this.rules = rules;
        this.unreferenced = unreferenced;
        this.stages = rules.stream().anyMatch(DocketSql::leavesTheRecord);
        this.notices = rules.stream().anyMatch(rule -> rule.notice().isPresent());
        this.references = rules.stream().anyMatch(DocketSql::waitsForReferences);
        this.transfers = rules.stream()
                .anyMatch(rule -> IntStream.rangeClosed(1, rule.stages().size()).anyMatch(rule::handsOver));
    }

    /**
     * @param unreferenced the day on which the last reference to the records goes, whatever is recorded; empty to read what is
     */
    static DocketSql of(String recordClass, List<Rule> rules, Optional<LocalDate> unreferenced) {
        return new DocketSql(recordClass, rules, unreferenced);
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
            joins.add(Sql.concat(
                    " left join (select key,",
                    " jsonb_object_agg(rule || '#' || stage, case when appeared_on is null then deed else 'appeared' end)",
                    " filter (where deed is not null) as done, bool_or(deed is not null and appeared_on is not null) as appeared,",
                    " jsonb_object_agg(rule || '#' || stage, pinned_on) filter (where pinned_on is not null) as pinned",
                    " from keepuntil.stage where class = ",
                    ofClass,
                    " and (rule, stage, asked) in (",
                    asked(),
                    ") group by key) " + STAGES + " on " + STAGES + ".key = ",
                    key));
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
                "case " + STAGES + ".done ->> ? when 'redacted' then 'redacted' when 'anonymised' then 'anonymised'"
                        + " when 'pseudonymised' then 'pseudonymised' when 'copied' then 'permanent'"
                        + " when 'appeared' then 'in review' end",
                name(rule.id(), rule.stages().size()));
    }

    /** Data was found in a record that had been anonymised. */
    Sql appeared() {
        return stages ? Sql.of("coalesce(" + STAGES + ".appeared, false)") : Sql.FALSE;
    }

    /** Whether {@link #left} can be anything. */
    boolean leaves(Rule rule) {
        Disposal last = rule.lastStage().then();
        return stages
                && (last == Disposal.REDACT
                        || last == Disposal.ANONYMISE
                        || rule.sendsCopy(rule.stages().size()));
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
        return new Docket(done, pinned, notice, gone, transfers ? accepted(row, column) : Optional.empty());
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
