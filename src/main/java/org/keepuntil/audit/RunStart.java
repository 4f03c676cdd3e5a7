package org.keepuntil.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.keepuntil.control.PlanDigests;

/**
 * A run sets out to do what its plan says; once more, with a higher epoch, when it is taken up again.
 *
 * @param installation of the control schema: a log cannot be passed off as another database's
 * @param due how many records of each class the plan has
 */
public record RunStart(
        long run, int epoch, UUID installation, Instant at, LocalDate asOf, PlanDigests digests, Map<String, Long> due)
        implements Entry {
    static final String KIND = "run-start";

    public RunStart {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        due = Escapes.sorted(due);
        Digests.required(digests.schedule());
        Digests.required(digests.binding());
        Digests.required(digests.catalog());
        Digests.required(digests.plan());
    }

    static RunStart of(Fields fields) {
        return new RunStart(
                fields.number(),
                fields.smallNumber(),
                fields.uuid(),
                fields.time(),
                fields.date(),
                new PlanDigests(fields.next(), fields.next(), fields.next(), fields.next()),
                fields.counts());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(
                Long.toString(run),
                Integer.toString(epoch),
                installation.toString(),
                at.toString(),
                asOf.toString(),
                digests.schedule(),
                digests.binding(),
                digests.catalog(),
                digests.plan(),
                Escapes.list(due, String::valueOf));
    }
}
