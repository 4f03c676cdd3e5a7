package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.plan.RecordKeys;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A key goes through the plan as text and has to find the same row again, and a hold the record that it was placed on, however a
 * person wrote its key.
 */
class KeysOfEveryTypeTest {
    /** Columns of a key: several, for each class of records takes its time. */
    private static final int WIDTH = 6;

    /**
     * A column of a key.
     *
     * @param due the key of a record that goes
     * @param referring the same in the row that refers to it
     * @param held the key of one that is held
     * @param written the same as a person writes it
     * @param later the key of one that is not due
     */
    private record Keyed(String type, String due, String referring, String held, String written, String later) {}

    private static final List<Keyed> KINDS = List.of(
            // of the two classes that these make, what is compared as text must not be what is equal in other ways
            new Keyed("text collate app.caseless", "'A'", "'a'", "'B'", "b", "'C'"),
            new Keyed("varchar collate app.caseless", "'A'", "'a'", "'B'", "b", "'C'"),
            new Keyed("app.caseless_code", "'A'", "'a'", "'B'", "b", "'C'"),
            of("text collate \"C\"", "'A'", "'a'", "a", "'B'"),
            of("text collate \"POSIX\"", "'A'", "'a'", "a", "'B'"),
            of("varchar", "'A'", "'a'", "a", "'B'"),
            of("text", "''", "'NULL'", "NULL", "'{a,b}'"),
            of("text", "E'\"\\\\'", "'{\"a\",NULL}'", "{\"a\",NULL}", "E'a\\nb'"),
            of("varchar(20)", "' a '", "'b '", "b ", "'b'"),
            of(
                    "uuid",
                    "'00000000-0000-0000-0000-00000000000a'",
                    "'00000000-0000-0000-0000-00000000000b'",
                    "{0000000000000000000000000000000B}",
                    "'00000000-0000-0000-0000-00000000000c'"),
            of("date", "'0044-03-15 BC'", "'2001-02-03'", "3 Feb 2001", "'infinity'"),
            of("smallint", "1", "2", "2", "3"),
            of("oid", "4000000000", "2", "02", "3"),
            new Keyed("numeric", "1.0", "1.00", "1.50", "1.5", "2"),
            new Keyed("app.\"Amount?\"", "1.0", "1.00", "1.50", "1.5", "2"),
            of("real", "0.1", "1e20", "100000000000000000000", "'NaN'"),
            of("float8", "0.1::float8 + 0.2::float8", "'-0'::float8", "0", "'Infinity'"),
            new Keyed("char(5)", "'ab'", "'ab  '", "'cd'", "cd   ", "'ef'"),
            of("\"char\"", "'a'", "'b'", "b", "'c'"),
            of("name", "'a'", "'b'", "b", "'c'"),
            of("varchar(20)", "' a '", "'b '", "b ", "'b'"),
            new Keyed("app.citext_code", "'A'", "'a'", "'B'", "b", "'C'"),
            of("timestamptz", "'2001-01-01 00:00+00'", "'2002-07-01 12:00+02'", "2002-07-01 10:00Z", "'infinity'"),
            of("timestamp", "'2001-01-01'", "'2001-01-01 00:00:00.000001'", "20010101T000000.000001", "'-infinity'"),
            of("date", "'0044-03-15 BC'", "'2001-02-03'", "3 Feb 2001", "'infinity'"),
            of("time", "'10:00'", "'24:00'", "24:00:00", "'23:59'"),
            of("timetz", "'10:00+02'", "'11:00+00'", "11:00:00Z", "'09:00+00'"),
            new Keyed("interval", "'1 day'", "'24 hours'", "'1 month'", "30 days", "'2 days'"),
            of("bytea", "'\\x00ff'", "'\\x5c27'", "\\\\'", "''"),
            new Keyed("jsonb", "'{\"a\": 1, \"b\": 2}'", "'{\"b\": 2.0, \"a\": 1}'", "'[1]'", "[ 1.0 ]", "'{}'"),
            of("int[]", "'{1,2}'", "'{3,NULL}'", "{3, null}", "'{}'"),
            of("text[]", "array['a,b', '\"']", "array['NULL', '']", "{\"NULL\",\"\"}", "array['x']"),
            of("timestamptz[]", "array['2001-01-01 00:00+00'::timestamptz]", "'{}'", "{}", "array[null::timestamptz]"),
            of("app.pair", "row(1, 'a,b')", "row(2, null)", "(2,)", "row(3, '(')"),
            of("int4range", "'[1,3)'", "'[5,7)'", "[5,6]", "'empty'"),
            of("int4multirange", "'{[1,3)}'", "'{[5,7)}'", "{[5,6]}", "'{}'"),
            of(
                    "uuid",
                    "'00000000-0000-0000-0000-00000000000a'",
                    "'00000000-0000-0000-0000-00000000000b'",
                    "{0000000000000000000000000000000B}",
                    "'00000000-0000-0000-0000-00000000000c'"),
            of("inet", "'10.0.0.1'", "'10.0.0.2/32'", "10.0.0.2", "'10.0.0.1/8'"),
            of("cidr", "'10.0.0.0/8'", "'10.1.0.0/16'", "10.1", "'::/0'"),
            of("macaddr", "'08:00:2b:01:02:03'", "'08:00:2b:01:02:04'", "08002b:010204", "'08:00:2b:01:02:05'"),
            of("bit(3)", "B'101'", "B'010'", "010", "B'111'"),
            of("varbit", "B'1'", "B'10'", "10", "B'100'"),
            of("money", "1.50", "-2", "-2.00", "3"),
            of("app.\"Mood, of\"", "'so so'", "'a\"b'", "a\"b", "'fine'"),
            of("pg_lsn", "'0/1'", "'1/A'", "1/a", "'2/0'"),
            of("tsvector", "'a b'", "'c:1'", "c:1", "'d'"));

    @TempDir
    Path folder;

    private static Keyed of(String type, String due, String held, String written, String later) {
        return new Keyed(type, due, due, held, written, later);
    }

    @Test
    void aNight_findsEachRecordByItsKey_andSparesTheHeld() throws Exception {
        try (SampleNight sample = SampleNight.of(script(), schedule(), folder.resolve("keys"))) {
            for (Workload.Work work : sample.workload().classes()) {
                hold(sample, work);
            }

            Night night = FileNight.run(sample);

            assertThat(night.stopped()).isEmpty();
            assertThat(night.reconciliation().done()).isEqualTo(classes().size());
            for (String name : classes().keySet()) {
                assertThat(what(sample, name)).as(name).containsExactly("held", "later");
                assertThat(what(sample, name + "_part")).as(name).containsExactly("held", "later");
            }
        }
    }

    /** The classes of records by their names, each with the columns of its key. */
    private static Map<String, List<Keyed>> classes() {
        Map<String, List<Keyed>> classes = new TreeMap<>();
        for (int i = 0; i < KINDS.size(); i++) {
            classes.computeIfAbsent("class_" + (char) ('a' + i / WIDTH), k -> new ArrayList<>())
                    .add(KINDS.get(i));
        }
        return classes;
    }

    private static List<String> what(SampleNight sample, String table) {
        return new JdbcTemplate(sample.superuser())
                .queryForList("select what from app." + table + " order by 1", String.class);
    }

    private static void hold(SampleNight sample, Workload.Work work) {
        String[] written = Objects.requireNonNull(classes().get(work.name())).stream()
                .map(Keyed::written)
                .toArray(String[]::new);
        RecordKeys keys = RecordKeys.of(sample.operator(), work);
        RecordKey key = keys.asWritten(RecordKey.of(written)).orElseThrow(() -> new AssertionError(work.name()));
        assertThat(keys.exists(key)).as(work.name()).isTrue();
        FileNight.hold(sample, work.name(), key.parts());
    }

    private static String script() {
        StringBuilder script = new StringBuilder("""
                create schema app;
                create extension citext with schema app;
                grant usage on schema app to public;
                create collation app.caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                create domain app."Amount?" as numeric check (value > 0);
                create domain app.caseless_code as text collate app.caseless;
                create domain app.citext_code as app.citext;
                create type app.pair as (a int, b text);
                create type app."Mood, of" as enum ('so so', 'a"b', 'fine');
                """);
        classes()
                .forEach((name, columns) -> script.append("""
                create table app.%1$s (%2$s, what text, closed date, primary key (%3$s));
                create table app.%1$s_part (%8$s, what text, foreign key (%3$s) references app.%1$s);
                insert into app.%1$s values (%4$s, 'due', '2010-01-01'), (%6$s, 'held', '2010-01-01'), (%7$s, 'later', '2026-01-01');
                insert into app.%1$s_part values (%5$s, 'due'), (%6$s, 'held'), (%7$s, 'later');
                """.formatted(
                                name,
                                each(columns, (column, i) -> "k" + i + " " + column.type),
                                each(columns, (column, i) -> "k" + i),
                                each(columns, (column, i) -> column.due),
                                each(columns, (column, i) -> column.referring),
                                each(columns, (column, i) -> column.held),
                                each(columns, (column, i) -> column.later),
                                // a row may refer in another collation than that of the key
                                each(columns, (column, i) -> "k" + i + " " + column.type.replace("POSIX", "C")))));
        return script.toString();
    }

    private static String each(List<Keyed> columns, BiFunction<Keyed, Integer, String> part) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> part.apply(columns.get(i), i))
                .collect(Collectors.joining(", "));
    }

    private Path schedule() throws Exception {
        StringBuilder policy = new StringBuilder("schedule: keys\ntitle: Keys of every type\nversion: 1\nrecords:\n");
        StringBuilder binding = new StringBuilder("records:\n");
        StringBuilder rules = new StringBuilder("rules:\n");
        for (String name : classes().keySet()) {
            policy.append("  " + name + ": { title: Keyed, events: [closing] }\n");
            rules.append(
                    "  - { id: of-%s, records: %s, keep: 6 years after closing, then: destroy, authority: a test }\n"
                            .formatted(name.replace('_', '-'), name));
            binding.append(
                    "  %1$s: { table: app.%1$s, open while: never, events: { closing: closed }, components: [app.%1$s_part] }\n"
                            .formatted(name));
        }
        Path directory = Files.createDirectories(folder.resolve("schedule"));
        Files.writeString(directory.resolve("schedule.yaml"), policy.append(rules));
        Files.writeString(directory.resolve("binding.yaml"), binding);
        return directory;
    }
}
