package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Layouts;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.calendar.Day;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.control.Installer;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Status;
import org.keepuntil.hold.HoldsNow;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** The two evaluators give every record the same status and the same rule: random rules of every form, random facts, bad data included. */
class EvaluatorsAgreeTest {
    private static final int RECORDS = 300;
    private static final int SCHEDULES = Integer.getInteger("keepuntil.agreement.schedules", 120);
    private static final List<String> ZONES =
            List.of("Europe/London", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "America/St_Johns");

    /** Around a midnight that came twice in St John's. */
    private static final List<String> ODD_TIMES = List.of(
            "2006-10-29 02:29:59+00",
            "2006-10-29 02:30:30+00",
            "2006-10-29 02:45:00+00",
            "2006-10-29 03:29:59.999999+00",
            "2006-10-29 03:45:00+00");

    /** Of so many schedules one is counted, too. */
    private static final int COUNTED = 8;

    private static final List<String> ODD_DAYS = List.of(
            "infinity",
            "-infinity",
            "1900-01-01",
            "0044-03-15 BC",
            "9999-12-31",
            "1799-12-31",
            "1800-01-01",
            "2999-12-31",
            "3000-01-01",
            "2004-02-29",
            "2000-02-29",
            "2001-01-01",
            "1999-12-31");

    @Test
    void statusAndRuleAreTheSame_forRandomRulesOverRandomFacts() throws Exception {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<Status, Long> seen = new EnumMap<>(Status.class);
        long compared = 0;
        try (TestDatabase database = TestDatabase.create()) {
            Installer.install(database.dataSource());
            database.execute(script());
            fill(new JdbcTemplate(database.dataSource()), random);
            Workload.Bound bound = bound(database);
            for (int i = 0; i < SCHEDULES; i++) {
                compared += compare(database, bound, random, i, seed, seen);
            }
        }
        System.out.printf("%,d decisions compared (seed %d): %s%n", compared, seed, seen);
        assertThat(compared).isGreaterThan(2L * SCHEDULES * RECORDS);
        assertThat(seen.keySet())
                .as("the facts and rules reach every status that this version knows")
                .contains(
                        Status.UNSCHEDULED,
                        Status.PERMANENT,
                        Status.OPEN,
                        Status.RETAINED,
                        Status.UNDETERMINED,
                        Status.REDACTED,
                        Status.ANONYMISED,
                        Status.PSEUDONYMISED,
                        Status.CONFLICT,
                        Status.HELD,
                        Status.IN_REVIEW,
                        Status.IN_NOTICE,
                        Status.DUE);
    }

    private static long compare(
            TestDatabase database, Workload.Bound bound, Random random, int number, long seed, Map<Status, Long> seen) {
        RandomRules rules = new RandomRules(random);
        Workload workload = with(bound, rules, random);
        Planner planner = Planner.of(database.dataSource(), workload);
        List<LocalDate> days = new ArrayList<>(List.of(LocalDate.of(2026, 11, 22)));
        long compared = 0;
        for (int round = 0; round < 3; round++) {
            LocalDate asOf = days.get(random.nextInt(days.size())).minusDays(random.nextInt(2));
            try {
                RandomDocket.fill(database.dataSource(), workload, asOf, random);
                List<LocalDate> found = new ArrayList<>();
                int[] records = {0};
                Map<Decision, Long> counts = new HashMap<>();
                planner.list(asOf, List.of(), Set.of(), (name, listed) -> {
                    records[0]++;
                    seen.merge(listed.decision().status(), 1L, Long::sum);
                    counts.merge(listed.decision(), 1L, Long::sum);
                    for (Day day : List.of(
                            listed.decision().interval().earliest(),
                            listed.decision().interval().latest())) {
                        if (day.isDate() && day.date().getYear() < 4000) {
                            found.add(day.date());
                        }
                    }
                });
                compared += records[0];
                days.addAll(found);
                if (round == 0 && number % COUNTED == 0) {
                    assertThat(together(database, workload, asOf)).isEqualTo(counts);
                }
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ", schedule " + number + ", as of " + asOf + ": "
                                + workload.classes().get(0).rules() + "\nopen while "
                                + workload.classes().get(0).layout().openWhile(),
                        e);
            }
        }
        return compared;
    }

    /** The decisions, with the records put together that have all in common on which they rest. */
    private static Map<Decision, Long> together(TestDatabase database, Workload workload, LocalDate asOf) {
        Map<Decision, Long> counts = new HashMap<>();
        new Snapshot(database.dataSource()).in(jdbc -> {
            Tally tally = new Tally(database.dataSource(), 0, Integer.MAX_VALUE / 4);
            for (Work work :
                    workload.with(HoldsNow.read(jdbc, workload.holdGraceDays())).classes()) {
                tally.each(work, asOf, RECORDS, (found, records) -> counts.merge(found.decision(), records, Long::sum));
            }
            return true;
        });
        return counts;
    }

    static Workload with(Workload.Bound bound, RandomRules random, Random zones) {
        Schedule schedule = bound.schedule();
        List<Rule> rules = random.rules();
        Layout layout = bound.layouts().of("case");
        Layout opened = new Layout(
                layout.name(),
                layout.root(),
                layout.key(),
                zones.nextInt(5) == 0 ? Map.of("service", "early") : layout.where(),
                random.openWhile(),
                events(layout, zones),
                layout.people(),
                layout.facts(),
                layout.components(),
                layout.edges(),
                layout.files(),
                layout.removal(),
                layout.treated(),
                layout.findBy(),
                layout.filled(),
                layout.dropsPartitions(),
                layout.leads());
        Schedule changed = new Schedule(
                schedule.name(),
                schedule.title(),
                schedule.version(),
                schedule.adopted(),
                schedule.reviewBy(),
                ZoneId.of(ZONES.get(zones.nextInt(ZONES.size()))),
                schedule.years(),
                schedule.records(),
                rules,
                schedule.holdGraceDays(),
                schedule.text());
        return new Workload(
                List.of(new Workload.Bound(changed, bound.binding(), new Layouts(List.of(opened), "random"))));
    }

    /** Every other time the closure is the latest or earliest of several rows. */
    private static Map<String, Layout.DatePath> events(Layout layout, Random random) {
        Map<String, Layout.DatePath> events = new LinkedHashMap<>(layout.events());
        String several =
                List.of("closure", "closure", "last contact", "first contact").get(random.nextInt(4));
        Layout.DatePath path = layout.event(several);
        events.put(
                "closure",
                new Layout.DatePath("closure", path.paths(), path.precision(), path.estimated(), path.source()));
        return events;
    }

    static Workload.Bound bound(TestDatabase database) throws Exception {
        Problems problems = new Problems();
        Path folder = Path.of(Objects.requireNonNull(EvaluatorsAgreeTest.class.getResource("agreement"))
                .toURI());
        ScheduleFolder.Loaded loaded =
                ScheduleFolder.load(folder, problems).orElseThrow(() -> new AssertionError(problems.render()));
        try (Connection connection = database.dataSource().getConnection()) {
            Layouts layouts = Layouts.resolve(loaded.binding(), Catalog.read(connection), problems)
                    .orElseThrow(() -> new AssertionError(problems.render()));
            return new Workload.Bound(loaded.schedule(), loaded.binding(), layouts);
        }
    }

    static String script() throws Exception {
        try (InputStream script = EvaluatorsAgreeTest.class.getResourceAsStream("agreement/database.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void fill(JdbcTemplate jdbc, Random random) {
        List<@Nullable Object[]> people = new ArrayList<>();
        List<@Nullable Object[]> kids = new ArrayList<>();
        List<@Nullable Object[]> records = new ArrayList<>();
        List<@Nullable Object[]> links = new ArrayList<>();
        List<@Nullable Object[]> contacts = new ArrayList<>();
        List<@Nullable Object[]> assessments = new ArrayList<>();
        List<@Nullable Object[]> episodes = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            people.add(new @Nullable Object[] {
                i,
                day(random),
                pick(random, null, null, "day", "Month", "year", "decade"),
                day(random),
                pick(random, "false", "false", "false", "false", "false", "false", "true", null),
                pick(random, null, null, "day", "month", "year", "about")
            });
            kids.add(new @Nullable Object[] {i, day(random), day(random)});
            records.add(new @Nullable Object[] {
                i,
                random.nextInt(12) == 0 ? null : random.nextInt(i + 1),
                day(random),
                time(random, true),
                time(random, false),
                day(random),
                pick(random, null, "early", "late"),
                pick(random, null, "1", "2.5", "3", "NaN", "17"),
                pick(random, null, "true", "false")
            });
            for (int j = random.nextInt(4); j > 0; j--) {
                links.add(
                        new @Nullable Object[] {i, random.nextInt(12) == 0 ? null : random.nextInt(i + 1), links.size()
                        });
            }
            for (int j = random.nextInt(3); j > 0; j--) {
                contacts.add(new @Nullable Object[] {contacts.size(), i, time(random, true)});
            }
            for (int j = random.nextInt(2); j > 0; j--) {
                assessments.add(new @Nullable Object[] {assessments.size(), i, day(random)});
            }
            if (random.nextInt(3) == 0) {
                episodes.add(new @Nullable Object[] {i, i, pick(random, "adoption", "foster", null)});
            }
        }
        jdbc.batchUpdate("insert into f.person values (?, ?::date, ?, ?::date, ?::boolean, ?)", people);
        jdbc.batchUpdate("insert into f.kid values (?, ?::date, ?::date)", kids);
        jdbc.batchUpdate(
                "insert into f.record values (?, ?, ?::date, ?::timestamptz, ?::timestamp, ?::date, ?, ?::numeric, ?::boolean)",
                records);
        jdbc.batchUpdate("insert into f.link values (?, ?, ?)", links);
        jdbc.batchUpdate("insert into f.contact values (?, ?, ?::timestamptz)", contacts);
        jdbc.batchUpdate("insert into f.assessment values (?, ?, ?::date)", assessments);
        jdbc.batchUpdate("insert into f.episode values (?, ?, ?)", episodes);
    }

    private static @Nullable String pick(Random random, @Nullable String... words) {
        return words[random.nextInt(words.length)];
    }

    private static @Nullable String day(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> ODD_DAYS.get(random.nextInt(ODD_DAYS.size()));
            case 2 -> LocalDate.of(1990 + random.nextInt(36), 1, 1).toString();
            default ->
                LocalDate.of(1980, 1, 1).plusDays(random.nextInt(46 * 365)).toString();
        };
    }

    private static @Nullable String time(Random random, boolean zone) {
        if (random.nextInt(12) == 0) {
            String odd = ODD_TIMES.get(random.nextInt(ODD_TIMES.size()));
            return zone ? odd : odd.replace("+00", "");
        }
        String day = day(random);
        if (day == null || day.contains("infinity") || day.endsWith("BC")) {
            return day;
        }
        String hour = pick(random, "00:00:00", "00:30:00", "12:00:00", "22:59:59.999", "23:30:00", "23:59:59.999999");
        return day + " " + hour + (zone ? pick(random, "+00", "+01", "-08", "+13") : "");
    }
}
