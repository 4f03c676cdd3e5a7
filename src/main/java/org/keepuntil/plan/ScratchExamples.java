package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.calendar.Day;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.decide.Decider;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Standing;
import org.keepuntil.examples.Example;
import org.keepuntil.examples.Marks;
import org.keepuntil.examples.Result;
import org.keepuntil.examples.Results;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.DisagreementException;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks a database about examples: their records are put into tables of a schema of their own, planned with the SQL that a run would
 * use, and all of it is rolled back, so that nothing stays.
 */
public final class ScratchExamples {
    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final Results results;
    private final Map<String, ScratchClass> classes = new HashMap<>();

    private ScratchExamples(DataSource database, Results results) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.results = results;
    }

    /**
     * The results, with what the database finds otherwise than the program, and which examples it could not be asked about.
     *
     * @param database an account that may create schemas, in a database with the control schema
     */
    public static Results run(DataSource database, Results results) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            return new ScratchExamples(database, results).run();
        }));
    }

    private Results run() {
        String schema = "keepuntil_examples_" + UUID.randomUUID();
        jdbc.execute("create schema " + Identifier.quote(schema));
        for (RecordClass recordClass : results.schedule().records()) {
            ScratchClass scratch =
                    new ScratchClass(schema, "c" + classes.size(), recordClass, results.schedule(), results.setting());
            classes.put(recordClass.name(), scratch);
            scratch.tables().forEach(jdbc::execute);
        }
        Catalog catalog = Objects.requireNonNull(jdbc.execute((ConnectionCallback<Catalog>) Catalog::read));
        return results.map(result -> asked(result, catalog));
    }

    private Result asked(Result result, Catalog catalog) {
        Example example = result.example();
        ScratchClass scratch = Objects.requireNonNull(classes.get(example.recordClass()));
        Optional<String> whyNot = ScratchLimits.whyNot(example);
        if (whyNot.isPresent()) {
            return result.withNotAsked(whyNot.get());
        }
        RecordKey key = scratch.insert(example.given(), jdbc);
        Workload workload = scratch.workload(example.given(), catalog);
        List<String> disagreements = new ArrayList<>();
        for (LocalDate day : days(result)) {
            disagreement(example, workload, key, day)
                    .ifPresent(found -> disagreements.add("as of " + day + " " + found));
        }
        return result.withDisagreements(disagreements);
    }

    /** The example's day, and the two between which the record becomes eligible. */
    private static Set<LocalDate> days(Result result) {
        Set<LocalDate> days = new TreeSet<>(Set.of(result.example().asOf()));
        Day latest = result.decision().interval().latest();
        if (latest.isDate()) {
            days.add(latest.date().minusDays(1));
            days.add(latest.date());
        }
        return days;
    }

    private Optional<String> disagreement(Example example, Workload workload, RecordKey key, LocalDate day) {
        Workload.Work work = workload.classes().get(0);
        Decision decision = decider(example).decide(example.given().facts(), Standing.CLEAR, day);
        ScratchFinding program = new ScratchFinding(decision, Marks.of(decision, day));
        try {
            Listed listed =
                    Planner.of(database, workload).find(day, work.name(), key).orElseThrow();
            ScratchFinding there = new ScratchFinding(listed.decision(), marks(work, key, day));
            return there.equals(program)
                    ? Optional.empty()
                    : Optional.of("the database finds " + there + ", and the program " + program);
        } catch (DisagreementException e) {
            return Optional.of("the two evaluators differ. " + e.getMessage());
        }
    }

    /** The rules that mark the record, found as a run finds them. */
    private List<String> marks(Workload.Work work, RecordKey key, LocalDate day) {
        ClassSql sql = work.sql(day);
        Sql isRecord = Sql.concat(sql.key(), Sql.of(" = array[?::text]", key.toString()));
        return work.rules().stream()
                .filter(Rule::onlyFlags)
                .filter(rule -> {
                    Sql query = Sql.concat(
                            "select count(*) from ", sql.from(), " where ", Sql.and(isRecord, sql.flagged(rule)));
                    return Long.valueOf(1)
                            .equals(jdbc.queryForObject(
                                    query.text(), Long.class, query.values().toArray()));
                })
                .map(Rule::id)
                .toList();
    }

    private Decider decider(Example example) {
        return Decider.of(
                results.schedule(),
                example.recordClass(),
                results.setting().of(example.recordClass()).openWhile(),
                results.setting().years());
    }
}
