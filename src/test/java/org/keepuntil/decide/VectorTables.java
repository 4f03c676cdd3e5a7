package org.keepuntil.decide;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Layouts;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The vectors as rows of a database: each date in a column of every type that may hold one, at the first and at the last moment of its
 * day in London.
 */
final class VectorTables {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Pattern BRACKETS = Pattern.compile("(.*) \\[(.*)]");
    private static final LocalTime LAST_MOMENT = LocalTime.parse("23:59:59.999999");

    /** How a column holds a day. */
    enum Kind {
        DATE("date", ""),
        ZONED("timestamptz", ""),
        UTC("timestamp", ", stored in: UTC"),
        LOCAL("timestamp", ", stored in: local");

        private final String type;
        private final String option;

        Kind(String type, String option) {
            this.type = type;
            this.option = option;
        }

        String column(String name) {
            return name.replace(' ', '_') + "_" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A row, and the class to which it belongs. */
    record Case(DateVector vector, Kind kind, boolean lastMoment, long id) {
        @Override
        public String toString() {
            return vector + " as " + kind + (lastMoment ? " at the last moment" : "");
        }
    }

    private final JdbcTemplate jdbc;
    private final Path folder;
    private final Map<String, Layout> layouts = new HashMap<>();
    private final List<Case> cases = new ArrayList<>();
    private final Catalog catalog;

    VectorTables(TestDatabase database, Path folder) throws Exception {
        this.jdbc = new JdbcTemplate(database.dataSource());
        this.folder = folder;
        TreeSet<String> names = new TreeSet<>(List.of("born", "died", "closure"));
        DateVector.all().forEach(v -> names.addAll(v.facts().eventNames()));
        StringBuilder columns = new StringBuilder();
        names.forEach(name -> List.of(Kind.values())
                .forEach(kind -> columns.append(", ")
                        .append(kind.column(name))
                        .append(' ')
                        .append(kind.type)));
        database.execute(
                "create schema v; create table v.record (id bigint primary key, born_precision text, looked_after boolean"
                        + columns + "); create table v.kid (id bigint generated always as identity primary key,"
                        + " record_id bigint not null references v.record, born_date date, born_zoned timestamptz, born_utc timestamp, born_local timestamp);"
                        + " create index on v.kid (record_id)");
        for (DateVector vector : DateVector.all()) {
            row(vector, false);
            row(vector, true);
        }
        jdbc.execute("analyze");
        try (Connection connection = database.dataSource().getConnection()) {
            this.catalog = Catalog.read(connection);
        }
    }

    List<Case> cases() {
        return cases;
    }

    private void row(DateVector vector, boolean lastMoment) {
        long id = vector.row() * 10L + (lastMoment ? 1 : 0);
        Map<String, String> values = vector.facts().values();
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        columns.put("id", Long.toString(id));
        columns.put("looked_after", known(values.get("looked after")));
        for (String name : values.keySet()) {
            String column = name.equals("death") ? "died" : name;
            if (column.equals("born")
                    || column.equals("died")
                    || vector.facts().eventNames().contains(name)) {
                Matcher brackets = BRACKETS.matcher(values.get(name));
                if (brackets.matches() && column.equals("born")) {
                    columns.put("born_precision", brackets.group(2));
                }
                moment(column, values.get(name), lastMoment, columns);
            }
        }
        insert("v.record", columns);
        for (String born : values.getOrDefault("child.born", "").split(",", -1)) {
            if (!born.isEmpty()) {
                Map<String, @Nullable String> kid = new LinkedHashMap<>(Map.of("record_id", Long.toString(id)));
                moment("born", born, lastMoment, kid);
                insert("v.kid", kid);
            }
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.DATE || !lastMoment) {
                cases.add(new Case(vector, kind, lastMoment, id));
            }
        }
    }

    private void insert(String table, Map<String, @Nullable String> columns) {
        List<String> values = new ArrayList<>();
        columns.values().forEach(v -> values.add(v == null ? "null" : "'" + v + "'"));
        jdbc.execute("insert into " + table + " (" + String.join(", ", columns.keySet()) + ") values ("
                + String.join(", ", values) + ")");
    }

    private static @Nullable String known(@Nullable String value) {
        return value == null || value.equals("?") || value.equals("none") ? null : value;
    }

    private static void moment(String name, String written, boolean lastMoment, Map<String, @Nullable String> columns) {
        String value = known(written);
        if (value == null) {
            return;
        }
        for (Kind kind : Kind.values()) {
            columns.put(kind.column(name), value.equals("infinity") ? value : moment(kind, value, lastMoment));
        }
    }

    private static String moment(Kind kind, String value, boolean lastMoment) {
        Instant instant = instant(value, lastMoment);
        return switch (kind) {
            case DATE -> instant.atZone(LONDON).toLocalDate().toString();
            case ZONED -> instant.toString();
            case UTC -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
            case LOCAL -> LocalDateTime.ofInstant(instant, LONDON).toString();
        };
    }

    private static Instant instant(String value, boolean lastMoment) {
        if (value.endsWith("Z")) {
            return Instant.parse(value);
        }
        Matcher brackets = BRACKETS.matcher(value);
        String raw = brackets.matches() ? brackets.group(1) : value;
        if (brackets.matches() && brackets.group(2).startsWith("no zone")) {
            return LocalDateTime.parse(raw.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        }
        LocalDate day = LocalDate.parse((raw + "-08-17").substring(0, 10));
        return day.atTime(lastMoment ? LAST_MOMENT : LocalTime.MIN)
                .atZone(LONDON)
                .toInstant();
    }

    /** The class of a case as of a day, and the test of its row alone. */
    ClassSql sql(Case each, LocalDate asOf) throws Exception {
        return ClassSql.compile(
                Sample.schedule(Sample.rule("vector", each.vector().period())),
                layout(each),
                each.vector().facts().years(),
                asOf);
    }

    static Sql is(Case each) {
        return Sql.of("r.id = " + each.id());
    }

    private Layout layout(Case each) throws Exception {
        VectorFacts facts = each.vector().facts();
        Kind kind = each.kind();
        String from = "{ from: %s" + kind.option + " }";
        boolean several = facts.values().containsKey("child.born");
        List<String> events = new ArrayList<>();
        List<String> names = facts.eventNames().isEmpty() ? List.of("closure") : facts.eventNames();
        names.forEach(n -> events.add("      " + n + ": " + from.formatted(kind.column(n))));
        String child = "born: " + (several ? "each kid." : "") + kind.column("born") + kind.option
                + (several ? "" : ", died: " + kind.column("died") + ", precision: born_precision")
                + (facts.firstOfJanuaryIsYear() ? ", first of January: year" : "");
        String binding = (facts.placeholders().isEmpty() ? "" : "placeholder dates: " + facts.placeholders() + "\n")
                + "records:\n  referral:\n    table: v.record\n    open while: never\n    people: { child: { " + child
                + " } }\n    events:\n" + String.join("\n", events)
                + "\n    facts: { looked after: looked_after }\n    components: [kid]\n";
        Layout known = layouts.get(binding);
        if (known == null) {
            known = resolved(binding, names);
            layouts.put(binding, known);
        }
        return known;
    }

    private Layout resolved(String binding, List<String> events) throws Exception {
        Files.writeString(folder.resolve("binding.yaml"), binding);
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: vectors
                title: The vectors
                version: 1
                records: { referral: { title: Referral, people: [child], events: %s, facts: [looked after] } }
                rules: [ { id: any, records: referral, keep: permanently, then: destroy, authority: a test } ]
                """.formatted(events));
        Problems problems = new Problems();
        ScheduleFolder.Loaded loaded = ScheduleFolder.load(folder, problems)
                .orElseThrow(() -> new AssertionError(binding + problems.render()));
        return Layouts.resolve(loaded.binding(), catalog, problems)
                .orElseThrow(() -> new AssertionError(binding + problems.render()))
                .of("referral");
    }
}
