package org.keepuntil.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.keepuntil.audit.ApprovalGiven;
import org.keepuntil.audit.ApprovalGiven.Verdict;
import org.keepuntil.audit.ApprovalWithdrawn;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Digests;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.plan.Plan;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.sql.Workload;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Approvals} in {@code keepuntil.approval}. Who and when come from the database, so the entry is written after the row. */
final class JdbcApprovals implements Approvals {
    private static final String COLUMNS = """
            a.id, a.kind, a.run, a.plan_digest, a.schedule_digest, a.binding_digest, a.catalog_digest, a.schedules, a.reason,
            a.approved_by, a.approved_at, a.expires_at, a.withdrawn_at, a.withdrawn_by, a.withdraw_reason""";

    private static final String NOT_THAT_STATE = "55000";
    private static final String DENIED = "42501";

    private final JdbcClient database;
    private final AuditLog log;
    private final Runs runs;
    private final TransactionTemplate transaction;

    JdbcApprovals(DataSource account) {
        this.database = JdbcClient.create(account);
        this.log = AuditLog.of(database);
        this.runs = Runs.of(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(account));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    @Override
    public InForce standing(Plan.Digests digests) {
        return standing(digests.schedule(), digests.binding(), digests.catalog(), Optional.empty());
    }

    @Override
    public InForce inForce(Run run) {
        PlanDigests digests = run.digests().orElseThrow();
        Optional<Instant> plan = database.sql("select approved_at from keepuntil.plan_approval(?)")
                .param(run.id())
                .query((row, n) -> instant(row, 1))
                .optional();
        return standing(digests.schedule(), digests.binding(), digests.catalog(), plan);
    }

    private InForce standing(String schedule, String binding, String catalog, Optional<Instant> plan) {
        Map<InForce.Covered, Instant> rules = new HashMap<>();
        List<Instant> everything = new ArrayList<>();
        plan.ifPresent(everything::add);
        database.sql("select class, rule, approved_at from keepuntil.standing_approvals(?, ?, ?)")
                .params(schedule, binding, catalog)
                .query((row, n) -> {
                    if (row.getString(1) == null) {
                        everything.add(instant(row, 3));
                    } else {
                        rules.put(new InForce.Covered(row.getString(1), row.getString(2)), instant(row, 3));
                    }
                    return n;
                })
                .list();
        return new InForce(everything.stream().findFirst(), rules);
    }

    @Override
    public List<StoredPlan> stored() {
        List<StoredPlan> plans = new ArrayList<>();
        for (Run run : runs.stored()) {
            plans.add(new StoredPlan(run, rules(run), given(run)));
        }
        return plans;
    }

    @Override
    public Optional<StoredPlan> listing(String recordClass, RecordKey key) {
        List<Long> runs = database.sql("""
                        select c.run from keepuntil.candidate c join keepuntil.run r on r.id = c.run
                        where r.state = 'planned' and c.class = ? and c.key = ?::text[]""")
                .params(recordClass, key.parts().toArray(String[]::new))
                .query(Long.class)
                .list();
        return stored().stream()
                .filter(plan -> runs.contains(plan.run().id()))
                .max(Comparator.comparing((StoredPlan plan) -> plan.approval().isPresent())
                        .thenComparing(plan -> plan.run().id()));
    }

    private List<StoredPlan.PlannedRule> rules(Run run) {
        return database.sql("""
                        select p.class, p.rule, p.act, p.phrase, p.authority, p.due, c.total
                        from keepuntil.plan_rule p join keepuntil.plan_class c using (run, class)
                        where p.run = ? and p.due > 0 and p.act <> 'flag' order by p.class, p.rule, p.stage""")
                .param(run.id())
                .query((row, n) -> new StoredPlan.PlannedRule(
                        row.getString(1),
                        row.getString(2),
                        Disposal.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7)))
                .list();
    }

    private Optional<StoredPlan.Given> given(Run run) {
        return database.sql("""
                        select a.id, a.approved_by, a.approved_at, a.expires_at
                        from keepuntil.plan_approval(?) p join keepuntil.approval a on a.id = p.approval""")
                .param(run.id())
                .query((row, n) ->
                        new StoredPlan.Given(row.getLong(1), row.getString(2), instant(row, 3), instant(row, 4)))
                .optional();
    }

    @Override
    public List<Approval> all() {
        return database.sql("select " + COLUMNS + " from keepuntil.approval a order by a.id desc")
                .query(this::approval)
                .list();
    }

    @Override
    public Approval approve(StoredPlan plan, Optional<String> reason) {
        return decide(plan, Approval.Kind.PLAN, Verdict.PLAN_APPROVED, reason);
    }

    @Override
    public Approval reject(StoredPlan plan, String reason) {
        return decide(plan, Approval.Kind.REJECTION, Verdict.PLAN_REJECTED, Optional.of(reason));
    }

    private Approval decide(StoredPlan plan, Approval.Kind kind, Verdict verdict, Optional<String> reason) {
        return inWords(() -> {
            long id = insert(kind, Optional.of(plan.run().id()), plan.digests(), List.of(), reason, Optional.empty());
            Approval given = find(id);
            log.appendApproval(id, entry(verdict, given));
            return given;
        });
    }

    @Override
    public Approval approveStanding(
            PlanDigests digests,
            Workload workload,
            List<InForce.Covered> rules,
            Optional<Instant> expires,
            Optional<String> reason) {
        return inWords(() -> {
            long id = insert(Approval.Kind.STANDING, Optional.empty(), digests, workload.texts(), reason, expires);
            for (InForce.Covered rule : rules) {
                database.sql("insert into keepuntil.approval_rule (approval, class, rule) values (?, ?, ?)")
                        .params(id, rule.recordClass(), rule.rule())
                        .update();
            }
            Approval given = find(id);
            log.appendApproval(id, entry(Verdict.STANDING_APPROVED, given));
            return given;
        });
    }

    @Override
    public Approval withdraw(long id, String reason) {
        return inWords(() -> {
            int found = database.sql("""
                            update keepuntil.approval set withdraw_reason = ?
                            where id = ? and kind <> 'rejection' and withdrawn_at is null and expires_at > clock_timestamp()""").params(reason, id).update();
            if (found == 0) {
                throw new ApprovalException("There is no approval " + id + " in force. Run: keepuntil approvals");
            }
            Approval withdrawn = find(id);
            Approval.Withdrawal how = withdrawn.withdrawal().orElseThrow();
            log.appendApproval(
                    id, new ApprovalWithdrawn(id, how.at(), Digests.sha256(List.of(how.reason(), how.by()))));
            return withdrawn;
        });
    }

    private long insert(
            Approval.Kind kind,
            Optional<Long> run,
            PlanDigests digests,
            List<String> schedules,
            Optional<String> reason,
            Optional<Instant> expires) {
        return database.sql("""
                        insert into keepuntil.approval
                            (kind, run, plan_digest, schedule_digest, binding_digest, catalog_digest, schedules, reason, expires_at)
                        values (:kind, :run::bigint, :plan, :schedule, :binding, :catalog, :schedules::text[], :reason,
                            :expires::timestamptz) returning id""")
                .param("kind", kind.word())
                .param("run", run.orElse(null))
                .param("plan", run.isPresent() ? digests.plan() : null)
                .param("schedule", digests.schedule())
                .param("binding", digests.binding())
                .param("catalog", digests.catalog())
                .param("schedules", schedules.toArray(String[]::new))
                .param("reason", reason.orElse(null))
                .param("expires", expires.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .query(Long.class)
                .single();
    }

    private Approval find(long id) {
        return database.sql("select " + COLUMNS + " from keepuntil.approval a where a.id = ?")
                .param(id)
                .query(this::approval)
                .single();
    }

    private static ApprovalGiven entry(Verdict verdict, Approval given) {
        List<String> covers = given.rules().stream()
                .flatMap(rule -> List.of(rule.recordClass(), rule.rule()).stream())
                .toList();
        return new ApprovalGiven(
                verdict,
                given.id(),
                given.at(),
                given.digests(),
                given.expires(),
                Digests.sha256(covers),
                Digests.sha256(List.of(given.reason().orElse(""), given.by())));
    }

    /** What the database has against it, in words. */
    private Approval inWords(Supplier<Approval> work) {
        try {
            Approval done = transaction.execute(status -> work.get());
            if (done == null) {
                throw new IllegalStateException("no approval");
            }
            return done;
        } catch (DataAccessException e) {
            String state = e.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : "";
            String said = String.valueOf(e.getMostSpecificCause().getMessage());
            if (NOT_THAT_STATE.equals(state)) {
                throw new ApprovalException(
                        "The plan does not wait for this any more: it is approved, rejected or over.", e);
            }
            if (DENIED.equals(state) && said.contains("whoever made a plan")) {
                throw new ApprovalException(
                        "This account made the plan itself. Whoever made a plan does not approve it: two people look at what is"
                                + " destroyed.",
                        e);
            }
            throw e;
        }
    }

    private Approval approval(ResultSet row, int number) throws SQLException {
        long id = row.getLong("id");
        String plan = row.getString("plan_digest");
        return new Approval(
                id,
                Approval.Kind.of(row.getString("kind")),
                Optional.ofNullable(row.getObject("run", Long.class)),
                new PlanDigests(
                        row.getString("schedule_digest"),
                        row.getString("binding_digest"),
                        row.getString("catalog_digest"),
                        plan == null ? ApprovalGiven.NO_PLAN : plan),
                List.of((String[]) row.getArray("schedules").getArray()),
                rulesOf(id),
                Optional.ofNullable(row.getString("reason")),
                row.getString("approved_by"),
                instant(row, "approved_at"),
                instant(row, "expires_at"),
                Optional.ofNullable(row.getObject("withdrawn_at", OffsetDateTime.class))
                        .map(at -> withdrawal(row, at)));
    }

    private static Approval.Withdrawal withdrawal(ResultSet row, OffsetDateTime at) {
        try {
            return new Approval.Withdrawal(
                    row.getString("withdrawn_by"), at.toInstant(), row.getString("withdraw_reason"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<InForce.Covered> rulesOf(long id) {
        return database.sql("select class, rule from keepuntil.approval_rule where approval = ? order by class, rule")
                .param(id)
                .query((row, n) -> new InForce.Covered(row.getString(1), row.getString(2)))
                .list();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
