package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.RecordKey;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Components that are records of a class of their own: such a row goes with the record only if its own rule and the holds on its own class let
 * it. Both evaluators decide it, from locked rows, like any record.
 */
final class Parts {
    private final ClassRun run;
    private final Whole whole;
    private final JdbcTemplate jdbc;
    private final Map<RowPlace, String> kept = new HashMap<>();
    private final Map<RowPlace, Known> records = new HashMap<>();

    /** The row is this record. */
    record Known(String recordClass, RecordKey key) {}

    Parts(ClassRun run, Whole whole, JdbcTemplate jdbc) {
        this.run = run;
        this.whole = whole;
        this.jdbc = jdbc;
    }

    /** Locks what their decisions rest on. */
    void lock(Locker locker) {
        run.parts().forEach(part -> part.operands().lock(rows(part), locker));
    }

    void decide() {
        for (ClassRun.Part part : run.parts()) {
            new Reevaluation(part.work(), part.sql(), run.run().asOf(), jdbc)
                    .decide(rows(part))
                    .forEach((place, verdict) -> {
                        records.put(place, new Known(part.work().name(), verdict.key()));
                        keeps(part, verdict).ifPresent(why -> kept.put(place, why));
                    });
        }
    }

    private Places rows(ClassRun.Part part) {
        return whole.going(part.work().layout().root());
    }

    /** Why the record may not go as a part of another; empty where it may. */
    private static Optional<String> keeps(ClassRun.Part part, Reevaluation.Verdict verdict) {
        if (part.work().letsGo(verdict.decision(), verdict.standing())) {
            return Optional.empty();
        }
        String rule = verdict.decision().ruleId().map(id -> " by rule " + id).orElse("");
        return Optional.of("a record of class " + part.work().name() + ", which is "
                + (verdict.standing().held() ? "on hold" : verdict.status().word() + rule));
    }

    /** The rows that may not go, and why. */
    Map<RowPlace, String> kept() {
        return kept;
    }

    /** The records among the rows, by class. */
    Map<String, List<RecordKey>> records(Iterable<Places> going) {
        Map<String, List<RecordKey>> found = new HashMap<>();
        for (Places places : going) {
            for (RowPlace place : places.rows()) {
                Known known = records.get(place);
                if (known != null) {
                    found.computeIfAbsent(known.recordClass(), c -> new ArrayList<>())
                            .add(known.key());
                }
            }
        }
        return found;
    }
}
