package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
import org.keepuntil.hold.Scope;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** Holds of every kind are placed by the thousand while a run is at full speed: when `place` has returned, nothing that it covers goes. */
class HoldRaceTest {
    private static final Pace FAST = new Pace(10, 20, 40, 50);
    private static final int AHEAD = 40;
    private static final int AT_ONCE = 2;
    private static final long NOBODYS = 1_000_000_000;

    @TempDir
    Path keys;

    private SampleNight sample;
    private JdbcTemplate jdbc;
    private Night night;
    private Holds approver;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger placed = new AtomicInteger();
    private final Set<Long> kept = new ConcurrentSkipListSet<>();

    @BeforeEach
    void planANight() throws Exception {
        sample = SampleNight.ofSample(6000, keys);
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
    void nothingUnderAReturnedHold_goes() throws Exception {
        List<Long> due = jdbc.queryForList(
                "select key[1]::bigint from keepuntil.candidate where run = ? order by n",
                Long.class,
                night.run().id());
        List<Callable<Void>> people =
                List.of(() -> records(due, 1), () -> records(due, 2), () -> children(due, 3), () -> days(due, 4));
        ExecutorService office = Executors.newFixedThreadPool(people.size());
        try {
            List<Future<Void>> placing = people.stream().map(office::submit).toList();
            Disposer.of(
                            sample.operator(),
                            sample.workload(),
                            sample.tokens(),
                            Clock.fixed(Instant.parse("2026-11-22T22:00:00Z"), ZoneOffset.UTC))
                    .dispose(night.run(), FAST, () -> false, (name, looked, planned) -> {});
            stop.set(true);
            for (Future<Void> each : placing) {
                each.get();
            }
        } finally {
            office.shutdownNow();
        }

        Set<Long> left = Set.copyOf(jdbc.queryForList("select id from sees.referral", Long.class));
        assertThat(kept)
                .as("due records that were there when their hold had returned")
                .hasSizeGreaterThan(100);
        assertThat(left).containsAll(kept);
        assertThat(placed.get()).as("holds").isGreaterThan(1000);
        assertThat(due).as("and others went").anyMatch(referral -> !left.contains(referral));
        night.seal();
        assertThat(night.reconciliation().held()).isGreaterThanOrEqualTo(kept.size());
        assertThat(jdbc.queryForObject("""
                select count(*) from keepuntil.hold h left join keepuntil.log_bundle b
                    on h.placed_entry between b.first and b.first + b.entries - 1
                where b.first is null""", Long.class))
                .as("holds that are not in the log")
                .isZero();
    }

    /** A few at once of those that are about to go, so that batches are met in the middle; each record once, and half of them never. */
    private Void records(List<Long> due, int seed) throws InterruptedException {
        Random random = new Random(seed);
        Set<Long> mine = new HashSet<>();
        while (!stop.get()) {
            int next = (int) position();
            List<Long> some = shuffled(
                            due.subList(Math.min(next, due.size()), Math.min(next + AHEAD, due.size())),
                            random.nextInt())
                    .stream()
                    .filter(referral -> referral % 4 == seed && !mine.contains(referral))
                    .limit(AT_ONCE)
                    .toList();
            // not so fast that all is held before a batch comes near it
            Thread.sleep(10);
            if (some.isEmpty()) {
                continue;
            }
            // among others that are nobody's: an office does not know what goes next
            placed.addAndGet(approver.place(Stream.concat(
                                    some.stream(),
                                    LongStream.range(NOBODYS, NOBODYS + 20).boxed())
                            .map(referral -> hold(new Scope.OfRecord("referral", List.of(Long.toString(referral)))))
                            .toList())
                    .size());
            mine.addAll(some);
            kept.addAll(jdbc.queryForList(
                    "select id from sees.referral where id = any(?)", Long.class, (Object) some.toArray(Long[]::new)));
        }
        return null;
    }

    private long position() {
        Long position = jdbc.queryForObject(
                "select coalesce(max(position), 0) from keepuntil.progress where run = ?",
                Long.class,
                night.run().id());
        return position == null ? 0 : position;
    }

    private Void children(List<Long> due, int seed) {
        List<Long> all = jdbc.queryForList("select id from sees.child order by id", Long.class);
        for (Long child : shuffled(all, seed)) {
            if (stop.get()) {
                break;
            }
            approver.place(hold(new Scope.OfPerson("sees", "child", List.of(Long.toString(child)))));
            placed.incrementAndGet();
            keep("select referral_id from sees.referral_child where child_id = ?", child, due);
        }
        return null;
    }

    private Void days(List<Long> due, int seed) throws InterruptedException {
        List<String> all =
                jdbc.queryForList("select distinct received_on::text from sees.referral order by 1", String.class);
        for (String day : shuffled(all, seed).subList(0, 12)) {
            if (stop.get()) {
                break;
            }
            approver.place(hold(new Scope.OfCondition("referral", List.of("referral: on " + day))));
            placed.incrementAndGet();
            keep("select id from sees.referral where received_on = ?::date", day, due);
            Thread.sleep(50);
        }
        return null;
    }

    /** Notes what is there now that the hold has returned. */
    private void keep(String query, Object value, List<Long> due) {
        kept.addAll(jdbc.queryForList(query, Long.class, value).stream()
                .filter(referral -> Collections.binarySearch(due, referral) >= 0)
                .toList());
    }

    private static NewHold hold(Scope scope) {
        return new NewHold(
                scope,
                HoldKind.INQUIRY,
                "The inquiry",
                Optional.empty(),
                "asked for",
                Optional.empty(),
                Optional.empty());
    }

    private static <T> List<T> shuffled(List<T> all, int seed) {
        List<T> order = new ArrayList<>(all);
        Collections.shuffle(order, new Random(seed));
        return order;
    }
}
