package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.approval.Approval;
import org.keepuntil.approval.Approvals;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.calendar.Span;
import org.keepuntil.docket.Reviews;
import org.keepuntil.report.FrozenSchedules.Frozen;
import org.keepuntil.schedule.Rule;
import org.springframework.jdbc.core.JdbcTemplate;

/** A statement for each kind. */
final class JdbcMatters implements Matters {
    /** A request of which something is still to be decided. */
    private static final String OPEN = """
            withdrawn_at is null
            and (exists (select from keepuntil.request_record d where d.request = request.id and d.decision is null)
                or not exists (select from keepuntil.request_record d where d.request = request.id))""";

    /**
     * Records that were there again when a run last looked, which may take it several nights for a class; and those that {@code audit
     * reconcile} found since the last run that came to its end.
     */
    private static final String RETURNED = """
            with round as (
                select class, found, count(*) filter (where reached is null) over (partition by class order by run desc) as back
                from keepuntil.watch
            ), looked as (
                select class, sum(found) as found from round where back <= 1 group by class, back
            ), known as (
                select class, max(found) as found from looked group by class
                union all
                select class, count(*) from keepuntil.returned r
                where run is null
                  and not exists (select from keepuntil.run u where u.state = 'finished' and u.started_at > r.found_at)
                group by class
            )
            select class, sum(found)::bigint, 0, (select min(found_at) from keepuntil.returned r where r.class = known.class)
            from known group by class having sum(found) > 0 order by class""";

    private final JdbcTemplate jdbc;
    private final Approvals approvals;
    private final Reviews reviews;

    JdbcMatters(DataSource database) {
        this.approvals = Approvals.of(database);
        this.reviews = Reviews.of(database);
        this.jdbc = new JdbcTemplate(database);
    }

    @Override
    public Optional<ZoneId> zone() {
        return frozen().stream().map(Frozen::zone).map(ZoneId::of).findFirst();
    }

    /** The schedules that were planned with last. */
    private List<Frozen> frozen() {
        return jdbc
                .queryForList(
                        "select report::text from keepuntil.run where report is not null order by id desc limit 1",
                        String.class)
                .stream()
                .flatMap(json -> FrozenSchedules.parse(json).schedules().stream())
                .toList();
    }

    @Override
    public List<Matter> waiting(LocalDate today) {
        List<Matter> matters = new ArrayList<>();
        approvals.stored().stream()
                .filter(plan -> plan.approval().isEmpty())
                .forEach(plan -> matters.add(new Matter(
                        Matter.Kind.PLAN,
                        plan.name(),
                        1,
                        0,
                        Optional.of(day(plan.run().startedAt())))));
        matters.addAll(counted(Matter.Kind.RUN, """
                select state, count(*), 0, min(started_at) from keepuntil.run
                where state in ('planning', 'running', 'interrupted') group by state"""));
        matters.addAll(reviews(today));
        matters.addAll(counted(Matter.Kind.REQUEST, """
                select kind, count(*), count(*) filter (where due_on < ?), min(received_on)::timestamptz
                from keepuntil.request where\s""" + OPEN + " group by kind order by kind", today));
        matters.addAll(counted(Matter.Kind.PACKAGE, """
                select class, count(*), 0, min(written_at) from keepuntil.transfer_package
                where state = 'waiting' group by class order by class"""));
        matters.addAll(counted(Matter.Kind.HOLD, """
                select '', count(*), count(*) filter (where review_on < ?), min(review_on)::timestamptz from keepuntil.hold
                where released_at is null and review_on <= ? having count(*) > 0""", today, today));
        matters.addAll(counted(Matter.Kind.RETURNED, RETURNED));
        matters.addAll(counted(Matter.Kind.FILE, """
                select class, count(*), 0, null::timestamptz from keepuntil.file
                where state <> 'to go' group by class order by class"""));
        return matters;
    }

    /** @param query what, how many, how many of them overdue, since when */
    private List<Matter> counted(Matter.Kind kind, String query, Object... values) {
        return jdbc.query(
                query,
                (row, n) -> new Matter(
                        kind,
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        Optional.ofNullable(row.getObject(4, OffsetDateTime.class))
                                .map(OffsetDateTime::toLocalDate)),
                values);
    }

    /** How long a review may take is in the schedule. */
    private List<Matter> reviews(LocalDate today) {
        Map<String, Map<String, Integer>> within = new LinkedHashMap<>();
        frozen().stream()
                .flatMap(schedule -> schedule.classes().stream())
                .forEach(c -> within.put(c.name(), orNone(c.decideWithin())));
        Map<String, Matter> matters = new LinkedHashMap<>();
        for (Reviews.Undecided each : reviews.undecided(today)) {
            int days = within.getOrDefault(each.recordClass(), Map.of())
                    .getOrDefault(each.rule(), Rule.DECIDE_WITHIN_DAYS);
            boolean late = !Rulings.after(each.since(), new Span(0, days)).isAfter(today);
            matters.merge(
                    each.recordClass(),
                    new Matter(
                            Matter.Kind.REVIEW,
                            each.recordClass(),
                            each.records(),
                            late ? each.records() : 0,
                            Optional.of(each.since())),
                    (a, b) -> new Matter(
                            a.kind(), a.what(), a.count() + b.count(), a.overdue() + b.overdue(), a.since()));
        }
        return List.copyOf(matters.values());
    }

    private static LocalDate day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Map<String, Integer> orNone(@Nullable Map<String, Integer> decideWithin) {
        return decideWithin == null ? Map.of() : decideWithin;
    }

    @Override
    public List<Upcoming> upcoming(LocalDate today) {
        List<Upcoming> upcoming = new ArrayList<>();
        approvals.stored().stream()
                .min(Comparator.comparing(StoredPlan::expires))
                .ifPresent(plan -> upcoming.add(new Upcoming(
                        day(plan.expires()),
                        "plan " + plan.name() + " is over, unless it is "
                                + (plan.approval().isEmpty() ? "approved" : "acted on") + " before")));
        approvals.all().stream()
                .filter(approval -> approval.kind() == Approval.Kind.STANDING
                        && approval.withdrawal().isEmpty()
                        && !day(approval.expires()).isBefore(today))
                .min(Comparator.comparing(Approval::expires))
                .ifPresent(approval -> upcoming.add(
                        new Upcoming(day(approval.expires()), "standing approval " + approval.id() + " ends")));
        jdbc.query(
                """
                select review_on, id from keepuntil.hold where released_at is null and review_on > ?
                order by review_on, id limit 1""",
                row -> {
                    upcoming.add(new Upcoming(
                            row.getObject(1, LocalDate.class), "hold " + row.getLong(2) + " is to be looked at again"));
                },
                today);
        jdbc.query(
                "select due_on, id from keepuntil.request where due_on >= ? and " + OPEN
                        + " order by due_on, id limit 1",
                row -> {
                    upcoming.add(new Upcoming(
                            row.getObject(1, LocalDate.class), "request " + row.getLong(2) + " is to be answered"));
                },
                today);
        frozen().forEach(schedule -> Optional.ofNullable(schedule.reviewBy())
                .ifPresent(day ->
                        upcoming.add(new Upcoming(day, "the schedule " + schedule.name() + " is to be reviewed"))));
        upcoming.sort(Comparator.comparing(Upcoming::on));
        return upcoming;
    }
}
