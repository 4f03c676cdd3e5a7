package org.keepuntil.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.control.Installer;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.testing.TestDatabase;
import org.postgresql.PGStatement;

/** Every row of the vectors by the compiled SQL: due on exactly that day, whatever the type of the column and the zones of session and JVM. */
class DatesCsvInSqlTest {
    private static final TimeZone OF_THE_JVM = TimeZone.getDefault();
    private static final LocalDate FAR = LocalDate.of(2900, 1, 1);

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static VectorTables tables;
    private static List<Question> questions;

    /** A case as of a day, and what must come out. */
    private record Question(VectorTables.Case of, LocalDate asOf, String expected) {}

    @BeforeAll
    static void load() throws Exception {
        database = TestDatabase.create();
        Installer.install(database.dataSource());
        tables = new VectorTables(database, folder);
        questions = new ArrayList<>();
        tables.cases().forEach(DatesCsvInSqlTest::ask);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @AfterEach
    void restoreTheTimeZone() {
        TimeZone.setDefault(OF_THE_JVM);
    }

    private static void ask(VectorTables.Case each) {
        Interval expected = each.vector().expected();
        LocalDate asOf = each.vector().asOf();
        if (expected.latest().isDate()) {
            LocalDate day = expected.latest().date();
            boolean sameDay = expected.earliest().equals(expected.latest());
            questions.add(new Question(each, day, "due"));
            questions.add(new Question(each, day.minusDays(1), sameDay ? "retained" : "undetermined"));
        } else {
            questions.add(
                    new Question(each, FAR, each.vector().phrase().equals("permanently") ? "permanent" : "not due"));
        }
        // where something has not happened yet, the earliest day moves with the day of the plan
        boolean notYet = each.vector().facts().text().contains("none");
        if (!notYet && expected.earliest().isDate() && !expected.earliest().equals(expected.latest())) {
            questions.add(new Question(each, expected.earliest().date(), "undetermined"));
            questions.add(new Question(each, expected.earliest().date().minusDays(1), "retained"));
        } else if (!notYet && expected.earliest().equals(Day.EVER)) {
            questions.add(new Question(each, asOf, "undetermined"));
        } else if (notYet && !expected.latest().isDate()) {
            questions.add(new Question(each, asOf, "open"));
        }
    }

    @Test
    void statusChanges_onExactlyThatDay_inColumnsOfEveryType() throws Exception {
        assertThat(questions).hasSizeGreaterThan(44 * 7 * 2);
        try (Connection connection = connection()) {
            check(connection, Asked.of(questions, true), "status");
        }
    }

    @Test
    void eligibility_isTheSame_inEveryTimeZoneOfTheSession() throws Exception {
        // every other zone is asked for the last moments: each offset has several zones
        Asked first = Asked.eligible(false);
        Asked last = Asked.eligible(true);
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                PreparedStatement ofFirst = first.prepare(connection);
                PreparedStatement ofLast = last.prepare(connection)) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            int zones = 0;
            for (String zone : zonesOfTheServer(statement)) {
                statement.execute("set timezone to '" + zone + "'");
                boolean even = zones++ % 2 == 0;
                (even ? first : last).verify(even ? ofFirst : ofLast, "session time zone " + zone);
            }
            statement.execute("set plan_cache_mode = force_custom_plan");
            for (String zone : List.of("Pacific/Kiritimati", "America/St_Johns", "Etc/GMT+12")) {
                statement.execute("set timezone to '" + zone + "'");
                last.verify(ofLast, "session time zone " + zone + ", planned anew");
            }
            assertThat(zones).isGreaterThan(400);
        }
    }

    /** The zone of the JVM can matter where a bound is computed and where it is bound to the statement: both are done in each. */
    @Test
    void eligibility_isTheSame_inEveryTimeZoneOfTheJvm() throws Exception {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        Set<String> zones = sample(List.of(TimeZone.getAvailableIDs()), new Random(seed));
        System.out.printf(
                Locale.ROOT, "%d of %d zones (seed %d)%n", zones.size(), TimeZone.getAvailableIDs().length, seed);
        Asked asked = Asked.eligible(true);
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = asked.prepare(connection)) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            for (String zone : zones) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                assertThat(Asked.eligible(true).query()).as(zone).isEqualTo(asked.query());
                asked.bind(prepared);
                asked.verify(prepared, "JVM time zone " + zone);
            }
        }
    }

    @Test
    void eligibility_isTheSame_whateverTheDateStyle() throws Exception {
        Asked asked = Asked.eligible(true);
        for (String style : List.of("ISO, MDY", "SQL, DMY", "German", "Postgres, MDY")) {
            database.execute("alter database " + database.name() + " set datestyle = " + style);
            try (Connection connection = connection()) {
                check(connection, asked, "DateStyle of the database " + style);
                // the driver speaks ISO to the server whatever the database's default is; within a function it does not
                // know
                asked.within(connection, style);
            }
        }
    }

    private static void check(Connection connection, Asked asked, String where) throws SQLException {
        try (PreparedStatement prepared = asked.prepare(connection)) {
            asked.verify(prepared, where);
        }
    }

    private static Connection connection() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set jit = off");
        }
        return connection;
    }

    private static List<String> zonesOfTheServer(Statement statement) throws SQLException {
        List<String> zones = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select name from pg_timezone_names order by name")) {
            while (rows.next()) {
                zones.add(rows.getString(1));
            }
        }
        return zones;
    }

    /** One zone of each offset, and some more. */
    private static Set<String> sample(List<String> zones, Random random) {
        List<String> shuffled = new ArrayList<>(zones);
        Collections.shuffle(shuffled, random);
        Set<Object> offsets = new HashSet<>();
        Set<String> sample = new HashSet<>(shuffled.subList(0, 10));
        for (String zone : shuffled) {
            ZoneId id = TimeZone.getTimeZone(zone).toZoneId();
            if (offsets.add(id.getRules().getOffset(Instant.parse("2026-11-22T00:00:00Z")))) {
                sample.add(zone);
            }
        }
        return sample;
    }

    /** Questions as one query that answers all of them. */
    private record Asked(List<Question> questions, Sql query, List<String> expected) {
        /** Whether each is due, at the first or at the last moment of its day. */
        static Asked eligible(boolean lastMoment) throws Exception {
            return of(
                    DatesCsvInSqlTest.questions.stream()
                            .filter(q -> q.of().lastMoment() == lastMoment)
                            .toList(),
                    false);
        }

        static Asked of(List<Question> questions, boolean status) throws Exception {
            List<String> expected = new ArrayList<>();
            Sql query = Sql.of("select array[");
            for (Question question : questions) {
                ClassSql sql = tables.sql(question.of(), question.asOf());
                boolean whole = status && !question.expected().equals("not due");
                query = Sql.concat(
                        query,
                        expected.isEmpty() ? "" : ", ",
                        "(select ",
                        whole
                                ? sql.status()
                                : Sql.concat("case when ", sql.eligible(), " then 'due' else 'not due' end"),
                        " from ",
                        sql.from(),
                        " where ",
                        VectorTables.is(question.of()),
                        ")");
                expected.add(whole || question.expected().equals("due") ? question.expected() : "not due");
            }
            return new Asked(questions, Sql.concat(query, "]::text[]"), expected);
        }

        PreparedStatement prepare(Connection connection) throws SQLException {
            PreparedStatement prepared = connection.prepareStatement(query.text());
            prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
            bind(prepared);
            return prepared;
        }

        void bind(PreparedStatement prepared) throws SQLException {
            for (int i = 0; i < query.values().size(); i++) {
                prepared.setObject(i + 1, query.values().get(i));
            }
        }

        void verify(PreparedStatement prepared, String where) throws SQLException {
            try (ResultSet answer = prepared.executeQuery()) {
                answer.next();
                verify(answer.getArray(1), where);
            }
        }

        /** The same with the values in the text, as a function that has a style of its own. */
        void within(Connection connection, String style) throws SQLException {
            StringBuilder text = new StringBuilder();
            String[] parts = query.text().split("\\?", -1);
            for (int i = 0; i < parts.length; i++) {
                text.append(parts[i]);
                if (i < query.values().size()) {
                    Object value = query.values().get(i);
                    text.append(value instanceof LocalDate ? "date '" : "'")
                            .append(value)
                            .append('\'');
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("create or replace function v.answers() returns text[] language sql set datestyle = "
                        + style + " as $$ " + text + " $$");
                try (ResultSet answer = statement.executeQuery("select v.answers()")) {
                    answer.next();
                    verify(answer.getArray(1), "DateStyle " + style);
                }
            }
        }

        private void verify(Array answers, String where) throws SQLException {
            List<String> found = Arrays.asList((String[]) answers.getArray());
            if (!found.equals(expected)) {
                for (int i = 0; i < found.size(); i++) {
                    assertThat(found.get(i))
                            .as(
                                    "%s: %s as of %s",
                                    where,
                                    questions.get(i).of(),
                                    questions.get(i).asOf())
                            .isEqualTo(expected.get(i));
                }
            }
        }
    }
}
