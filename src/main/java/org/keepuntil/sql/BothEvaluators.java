package org.keepuntil.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decider;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.sql.Workload.Work;

/** Reads records of a class with what the database makes of them, and decides each of them again in Java from the same row. */
public final class BothEvaluators {
    /** Columns before those of the standing. */
    private static final int FIRST = 4;

    /** So many fit into little memory, and where there are more, few come twice. */
    private static final int REMEMBERED = 2000;

    private final Work work;
    private final ClassSql sql;
    private final LocalDate asOf;
    private final Decider decider;
    private final int standing;
    private final int width;
    private final Map<List<@Nullable String>, Found> decided = new HashMap<>();

    public BothEvaluators(Work work, ClassSql sql, LocalDate asOf) {
        this.work = work;
        this.sql = sql;
        this.asOf = asOf;
        this.decider = work.decider();
        this.standing = sql.standingColumns().size();
        this.width = FIRST + standing + sql.factColumns().size();
    }

    /** What both made of a record. */
    public record Found(Facts facts, Standing standing, Decision decision) {}

    /** What to select for {@link #read}. */
    public Sql columns() {
        Sql columns = Sql.concat(
                sql.status(),
                " as status, ",
                sql.rule(),
                " as rule, ",
                sql.stage(),
                " as stage, ",
                sql.act(),
                " as act");
        for (Sql column : sql.standingColumns()) {
            columns = Sql.concat(columns, ", ", column);
        }
        for (Sql column : sql.factColumns()) {
            columns = Sql.concat(columns, ", ", column);
        }
        return columns;
    }

    /** How many columns that is. */
    public int width() {
        return width;
    }

    /**
     * The decision for the record in the current row, from the given column on. What is the same in every column has been decided before:
     * most of what is due in a night has its dates in common.
     *
     * @throws DisagreementException if the database says something else; what it leaves open, it does not say
     */
    public Found read(ResultSet row, int first) throws SQLException {
        List<@Nullable String> columns = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            columns.add(row.getString(first + i));
        }
        Found known = decided.get(columns);
        if (known != null) {
            return known;
        }
        Found found = decide(row, first);
        if (decided.size() < REMEMBERED) {
            decided.put(columns, found);
        }
        return found;
    }

    private Found decide(ResultSet row, int first) throws SQLException {
        Standing stands = sql.readStanding(row, first + FIRST);
        Facts facts = sql.readFacts(row, first + FIRST + standing);
        Decision decision = decider.decide(facts, stands, asOf);
        @Nullable String status = row.getString(first);
        if (status != null && Status.ofWord(status) != decision.status()) {
            throw new DisagreementException(work.name(), Status.ofWord(status), decision.status());
        }
        @Nullable String rule = row.getString(first + 1);
        if (decision.status() == Status.DUE && rule != null) {
            Act act = decision.act().orElseThrow();
            String found = named(rule, row.getInt(first + 2), row.getString(first + 3));
            String decided = named(act.rule().id(), act.stage(), act.then().word());
            if (!found.equals(decided)) {
                throw new DisagreementException(work.name(), found, decided);
            }
        }
        return new Found(facts, stands, decision);
    }

    private static String named(String rule, int stage, String act) {
        return rule + ", stage " + stage + ", " + act;
    }
}
