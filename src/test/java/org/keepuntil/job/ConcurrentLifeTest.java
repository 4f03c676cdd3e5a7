package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Roles;
import org.keepuntil.dispose.Disposer;
import org.keepuntil.dispose.Pace;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The application goes on while a run works: what stops being due in time is not destroyed, whoever wins each race. */
class ConcurrentLifeTest {
    private static final Pace SMALL = new Pace(4, 4, 4, 1);

    @TempDir
    Path keys;

    private SampleNight sample;
    private JdbcTemplate jdbc;
    private Night night;
    private Holds approver;

    @BeforeEach
    void planANight() throws Exception {
        sample = SampleNight.ofSample(3000, keys);
        jdbc = new JdbcTemplate(sample.superuser());
        TestDatabase.Login login = sample.database()
                .login("placing_holds", Roles.of(sample.database().name()).approver());
        TokenKey tokens = sample.tokens();
        approver = Holds.of(login.dataSource(), () -> tokens);
        night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
    }

    @AfterEach
    void dropSample() {
        sample.close();
    }

    @Test
    void whatWasChangedBetweenPlanAndAct_isListedAndStays() throws Exception {
        List<Long> due = due();
        hold(due.get(0));
        addContact(due.get(1));
        correctBirth(due.get(2));
        firstCareEpisode(due.get(3));
        jdbc.update("update sees.referral set closed_at = null where id = ?", due.get(4));
        jdbc.update("delete from sees.invoice where referral_id = ?", due.get(5));
        for (String part : List.of("contact", "assessment", "plan", "document", "referral_child", "referral")) {
            jdbc.update(
                    "delete from sees." + part + " where " + (part.equals("referral") ? "id" : "referral_id") + " = ?",
                    due.get(5));
        }

        night.dispose();
        night.seal();

        assertThat(left()).containsAll(due.subList(0, 5));
        Map<Long, String> outcomes = outcomes();
        List<Long> left = left();
        List<Long> alsoOfThoseChildren = jdbc.queryForList("""
                select rc.referral_id from sees.referral_child rc where rc.child_id in
                    (select o.child_id from sees.referral_child o where o.referral_id in (?, ?))""", Long.class, due.get(2), due.get(3));
        for (int n = 1; n <= due.size(); n++) {
            Long referral = due.get(n - 1);
            String expected = n == 1
                    ? "held"
                    : n == 6 ? "gone" : n == 5 || alsoOfThoseChildren.contains(referral) ? "no longer due" : null;
            if (n != 2) {
                assertThat(outcomes.get((long) n))
                        .as("record %d of the plan", n)
                        .isEqualTo(expected);
                assertThat(left.contains(referral)).isEqualTo(expected != null && n != 6);
            }
        }
        assertThat(outcomes.get(2L)).isEqualTo("no longer due");
        assertThat(night.reconciliation().planned())
                .isEqualTo(night.reconciliation().done() + outcomes.size())
                .isEqualTo(due.size());
    }

    @Test
    void aHoldThatIsPlacedWhileARunPlans_isHonoured_andTheRunGoesOn() throws Exception {
        List<Long> due = due();
        Night planning = sample.night(() -> false, new SampleNight.Listener() {
            @Override
            public void planning(String title) {
                hold(due.get(7));
            }
        });
        planning.begin(SampleNight.AS_OF);
        planning.plan();
        planning.dispose();
        planning.seal();

        assertThat(left()).containsExactlyInAnyOrderElementsOf(keeping(due.get(7)));
        assertThat(planning.reconciliation().held()).isEqualTo(1);
    }

    private List<Long> keeping(Long held) {
        return jdbc.queryForList(
                "select id from sees.referral where id = ? or id <> all"
                        + " (select key[1]::bigint from keepuntil.candidate where run = ?)",
                Long.class,
                held,
                night.run().id());
    }

    @Test
    void whatAnOpenTransactionIsChanging_isPutOffUntilItsEndAndThenStays() throws Exception {
        List<Long> due = due();
        ExecutorService application = Executors.newCachedThreadPool();
        try (Connection contact = open("insert into sees.contact (referral_id, made_at, method, staff_id, notes)"
                        + " select " + due.get(0)
                        + ", timestamptz '2026-11-22 10:00+00', 'visit', min(id), 'x' from sees.staff");
                Connection birth = open("update sees.child set date_of_birth = date '2015-05-05' where id in"
                        + " (select child_id from sees.referral_child where referral_id = " + due.get(10) + ")");
                Connection episode =
                        open("insert into sees.care_episode (child_id, started_on, legal_status, placement)"
                                + " select child_id, date '2010-01-01', 'section 20', 'foster' from sees.referral_child where referral_id = "
                                + due.get(20))) {
            Future<?> commits = application.submit(() -> {
                Thread.sleep(700);
                for (Connection each : List.of(contact, birth, episode)) {
                    each.commit();
                }
                return null;
            });
            night.dispose();
            commits.get();
        } finally {
            application.shutdownNow();
        }
        night.seal();

        assertThat(left()).contains(due.get(0), due.get(10), due.get(20));
        assertThat(night.reconciliation().failed() + night.reconciliation().noLongerDue())
                .as("those three, and other records of the same children")
                .isBetween(3L, 12L);
        assertThat(night.reconciliation().notReached()).isZero();
    }

    @Test
    void whateverCommitsBeforeTheRecordGoes_keepsIt() throws Exception {
        List<Long> due = due();
        Set<Long> kept = new ConcurrentSkipListSet<>();
        AtomicBoolean stop = new AtomicBoolean();
        List<Callable<Void>> changes = List.of(
                () -> change(due, 1, stop, kept, this::hold),
                () -> change(due, 2, stop, kept, this::addContact),
                () -> change(due, 3, stop, kept, this::correctBirth),
                () -> change(due, 4, stop, kept, this::firstCareEpisode));
        ExecutorService application = Executors.newFixedThreadPool(changes.size());
        try {
            List<Future<Void>> running =
                    changes.stream().map(application::submit).toList();
            Disposer.of(
                            sample.operator(),
                            sample.workload(),
                            sample.tokens(),
                            Clock.fixed(Instant.parse("2026-11-22T22:00:00Z"), ZoneOffset.UTC))
                    .dispose(night.run(), SMALL, () -> false, (name, looked, planned) -> {});
            stop.set(true);
            for (Future<Void> each : running) {
                each.get();
            }
        } finally {
            application.shutdownNow();
        }

        assertThat(kept).as("records that were changed in time").hasSizeGreaterThan(10);
        assertThat(left()).containsAll(kept);
        assertThat(due).as("and others went").anyMatch(referral -> !exists(referral));
        assertThat(jdbc.queryForObject("""
                select count(*) from sees.contact k
                where not exists (select 1 from sees.referral r where r.id = k.referral_id)""", Long.class)).isZero();
    }

    private interface Change {
        void apply(long referral) throws Exception;
    }

    /** Changes due records one after the other, and notes each that was still there when its change had been committed. */
    private Void change(List<Long> due, int seed, AtomicBoolean stop, Set<Long> kept, Change change) throws Exception {
        List<Long> order = new ArrayList<>(due);
        Collections.shuffle(order, new Random(seed));
        for (long referral : order) {
            if (stop.get()) {
                return null;
            }
            try {
                change.apply(referral);
            } catch (DataIntegrityViolationException gone) {
                continue;
            }
            if (exists(referral)) {
                kept.add(referral);
            }
        }
        return null;
    }

    private boolean exists(long referral) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from sees.referral where id = ?)", Boolean.class, referral));
    }

    private void hold(long referral) {
        approver.place(new NewHold(
                "referral",
                Optional.of(List.of(Long.toString(referral))),
                HoldKind.INQUIRY,
                "The inquiry",
                Optional.empty(),
                "asked for",
                Optional.empty()));
    }

    private void addContact(long referral) {
        jdbc.update("""
                insert into sees.contact (referral_id, made_at, method, staff_id, notes)
                select ?, timestamptz '2026-11-22 10:00+00', 'visit', min(id), 'x' from sees.staff""", referral);
    }

    private void correctBirth(long referral) {
        jdbc.update("""
                update sees.child set date_of_birth = date '2015-05-05' where id in
                    (select child_id from sees.referral_child where referral_id = ?)""", referral);
    }

    private void firstCareEpisode(long referral) {
        jdbc.update("""
                insert into sees.care_episode (child_id, started_on, legal_status, placement)
                select child_id, date '2010-01-01', 'section 20', 'foster' from sees.referral_child where referral_id = ?""", referral);
    }

    private Connection open(String sql) throws SQLException {
        Connection connection = sample.superuser().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
        return connection;
    }

    private List<Long> due() {
        return jdbc.queryForList(
                "select key[1]::bigint from keepuntil.candidate where run = ? order by n",
                Long.class,
                night.run().id());
    }

    private List<Long> left() {
        return jdbc.queryForList("select id from sees.referral", Long.class);
    }

    private Map<Long, String> outcomes() {
        Map<Long, String> outcomes = new TreeMap<>();
        jdbc.query("select n, outcome from keepuntil.outcome", row -> {
            outcomes.put(row.getLong(1), row.getString(2));
        });
        return outcomes;
    }
}
