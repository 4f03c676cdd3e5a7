package org.keepuntil.job;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.approval.Approvals;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.Run;
import org.keepuntil.control.RunState;
import org.keepuntil.control.Runs;
import org.keepuntil.plan.Approved;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Planner;
import org.keepuntil.report.FrozenSchedules;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Where plans lie until somebody has approved them. As the operator. */
public final class Shelf {
    private static final int NOTHING_DONE = 0;

    private final DataSource database;
    private final Workload workload;
    private final Clock clock;
    private final JdbcTemplate jdbc;
    private final Runs runs;
    private final Approvals approvals;
    private final TransactionTemplate snapshot;

    public Shelf(DataSource database, Workload workload, Clock clock) {
        this.database = database;
        this.workload = workload;
        this.clock = clock;
        this.jdbc = new JdbcTemplate(database);
        this.runs = Runs.of(JdbcClient.create(database));
        this.approvals = Approvals.of(database);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(database));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * What was found, and where it is kept.
     *
     * @param stored empty where nothing is due
     */
    public record Kept(Plan plan, Optional<StoredPlan> stored) {}

    /**
     * Plans as of a day and stores all that is due, unless the same plan is stored already.
     *
     * @param progress told which class is looked at
     */
    public Kept put(LocalDate asOf, Consumer<String> progress) {
        Optional<Run> stored = Optional.empty();
        Plan[] found = new Plan[1];
        long run = found(asOf, progress, found);
        if (run > 0) {
            jdbc.query("select keepuntil.freeze_plan(?)", row -> {}, run);
            stored = runs.find(run);
        } else {
            stored = same(found[0]);
        }
        Optional<Run> kept = stored;
        return new Kept(
                found[0],
                kept.flatMap(each -> approvals.stored().stream()
                        .filter(plan -> plan.run().id() == each.id())
                        .findFirst()));
    }

    /** The number of the run that has the plan now; 0 where there was nothing to store. */
    private long found(LocalDate asOf, Consumer<String> progress, @Nullable Plan[] found) {
        Long number = snapshot.execute(status -> {
            Run begun = runs.begin(asOf);
            jdbc.query("select keepuntil.open_plan(?)", row -> {}, begun.id());
            found[0] = Planner.of(database, workload).freeze(begun.id(), asOf, Approved.EVERYTHING, progress, plan -> {
                new PlanRows(jdbc).write(begun.id(), plan);
                runs.planned(
                        begun, digests(plan), FrozenSchedules.of(workload).json(), workload.texts(), RunState.PLANNED);
            });
            if (found[0].due() == 0 || sameBefore(found[0], begun).isPresent()) {
                status.setRollbackOnly();
                return 0L;
            }
            return begun.id();
        });
        return number == null ? 0 : number;
    }

    static PlanDigests digests(Plan plan) {
        return new PlanDigests(
                plan.digests().schedule(),
                plan.digests().binding(),
                plan.digests().catalog(),
                plan.digest());
    }

    private Optional<Run> same(Plan plan) {
        return runs.stored().stream()
                .filter(run -> run.digests().orElseThrow().plan().equals(plan.digest()))
                .findFirst();
    }

    private Optional<Run> sameBefore(Plan plan, Run begun) {
        return same(plan).filter(run -> run.id() != begun.id());
    }

    /** The plan that an approver looks at now, if one made under the same schedules, bindings and tables waits. */
    Optional<StoredPlan> open() {
        return approvals.stored().stream().filter(this::fits).findFirst();
    }

    /** The plans that are approved, the oldest first. */
    List<StoredPlan> approved() {
        return approvals.stored().stream()
                .filter(plan -> plan.approval().isPresent())
                .toList();
    }

    /** Whether what the plan rests on is still so. */
    public boolean fits(StoredPlan plan) {
        Plan.Digests now = Planner.digests(workload);
        PlanDigests then = plan.digests();
        return then.schedule().equals(now.schedule())
                && then.binding().equals(now.binding())
                && then.catalog().equals(now.catalog());
    }

    /** Closes what nobody can approve or act on any more: what is too old, and what was made under other schedules, bindings or tables. */
    void clear() {
        for (StoredPlan plan : approvals.stored()) {
            if (!plan.expires().isAfter(clock.instant())) {
                close(plan, "nobody acted on the plan in time");
            } else if (!fits(plan)) {
                close(plan, "the schedule, the binding or the tables have changed since the plan was made");
            }
        }
    }

    /** Closes a plan by whose list nothing will be done. */
    public void close(StoredPlan plan, String why) {
        runs.end(plan.run(), RunState.REFUSED, NOTHING_DONE, why);
        jdbc.query("select keepuntil.drop_plan(?)", row -> {}, plan.run().id());
    }
}
