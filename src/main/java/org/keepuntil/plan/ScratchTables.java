package org.keepuntil.plan;

import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keepuntil.calendar.Interval;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.FactValue;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.examples.Given;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tables for the vocabulary of a class: one for the records, and two for each role, where the record has one person or where it has
 * several. A fact has a column of each type.
 */
record ScratchTables(String schema, String root, RecordClass recordClass) {
    static final String BORN = "born";
    static final String PRECISION = "born_precision";
    static final String ESTIMATED = "born_estimated";
    static final String DIED = "died";
    private static final String ID = "id";
    private static final String RECORD = "record";
    private static final List<String> FACT_TYPES = List.of("text", "numeric", "boolean");
    private static final String PERSON =
            BORN + " date, " + PRECISION + " text, " + ESTIMATED + " boolean, " + DIED + " date";

    /** Where the one person of a role is. */
    String one(String role) {
        return root + "_one_" + recordClass.people().indexOf(role);
    }

    /** Where the several people of a role are. */
    String several(String role) {
        return root + "_several_" + recordClass.people().indexOf(role);
    }

    String day(String event) {
        return "event_" + recordClass.events().indexOf(event);
    }

    String precision(String event) {
        return day(event) + "_precision";
    }

    /** The column of the fact that has the value's type. */
    String column(String fact, FactValue value) {
        return factColumn(fact, type(value));
    }

    private String factColumn(String fact, String type) {
        return "fact_" + recordClass.facts().indexOf(fact) + "_" + type;
    }

    private static String type(FactValue value) {
        if (value instanceof FactValue.Numeric) {
            return "numeric";
        }
        return value instanceof FactValue.Truth ? "boolean" : "text";
    }

    private String person(String role) {
        return "person_" + recordClass.people().indexOf(role);
    }

    List<String> create() {
        List<String> statements = new ArrayList<>();
        List<String> columns = new ArrayList<>(List.of(ID + " integer primary key"));
        for (String role : recordClass.people()) {
            statements.add("create table " + name(one(role)) + " (" + ID + " integer primary key, " + PERSON + ")");
            columns.add(Identifier.quote(person(role)) + " integer references " + name(one(role)));
        }
        for (String event : recordClass.events()) {
            columns.add(Identifier.quote(day(event)) + " date");
            columns.add(Identifier.quote(precision(event)) + " text");
        }
        for (String fact : recordClass.facts()) {
            FACT_TYPES.forEach(type -> columns.add(Identifier.quote(factColumn(fact, type)) + " " + type));
        }
        statements.add("create table " + name(root) + " (" + String.join(", ", columns) + ")");
        for (String role : recordClass.people()) {
            statements.add("create table " + name(several(role)) + " (" + ID + " integer primary key, " + RECORD
                    + " integer not null references " + name(root) + ", " + PERSON + ")");
        }
        return statements;
    }

    private String name(String table) {
        return Identifier.quote(schema) + "." + Identifier.quote(table);
    }

    /** Puts a record with a number into the tables. */
    void insert(int record, Given given, JdbcTemplate jdbc) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        row.put(ID, Integer.toString(record));
        for (String role : recordClass.people()) {
            List<PersonFacts> people = given.facts().people().getOrDefault(role, List.of());
            if (!given.several().contains(role) && !people.isEmpty()) {
                Map<String, @Nullable String> person = person(people.get(0), isEstimated(role, given));
                person.put(ID, Integer.toString(record));
                insert(one(role), person, jdbc);
                row.put(person(role), Integer.toString(record));
            }
        }
        given.facts().events().forEach((event, value) -> {
            row.put(day(event), day(value));
            row.put(precision(event), precision(value));
        });
        given.facts().facts().forEach((fact, value) -> row.put(column(fact, value), text(value)));
        insert(root, row, jdbc);
        given.several().forEach(role -> insertSeveral(record, role, given, jdbc));
    }

    private void insertSeveral(int record, String role, Given given, JdbcTemplate jdbc) {
        int number = 1000 * record;
        for (PersonFacts each : given.facts().people().getOrDefault(role, List.of())) {
            Map<String, @Nullable String> person = person(each, isEstimated(role, given));
            person.put(ID, Integer.toString(number++));
            person.put(RECORD, Integer.toString(record));
            insert(several(role), person, jdbc);
        }
    }

    /** Every value goes as text of unknown type, so that PostgreSQL reads it as the column's. */
    private void insert(String table, Map<String, @Nullable String> row, JdbcTemplate jdbc) {
        List<String> columns = row.keySet().stream().map(Identifier::quote).toList();
        jdbc.update(
                "insert into " + name(table) + " (" + String.join(", ", columns) + ") values ("
                        + String.join(", ", columns.stream().map(c -> "?").toList()) + ")",
                row.values().toArray(),
                columns.stream().mapToInt(c -> Types.OTHER).toArray());
    }

    /** Which of several births is the estimate makes no difference. */
    static boolean isEstimated(String role, Given given) {
        return given.facts().estimated().contains("birth of the " + role);
    }

    private static Map<String, @Nullable String> person(PersonFacts person, boolean estimated) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        row.put(BORN, day(person.born()));
        row.put(PRECISION, precision(person.born()));
        row.put(ESTIMATED, Boolean.toString(estimated));
        row.put(DIED, day(person.died()));
        return row;
    }

    /** Null where there is no value; infinity, which is no day, for what is not known although there is one. */
    private static @Nullable String day(DateValue value) {
        if (value instanceof DateValue.Known known) {
            return known.interval().earliest().toString();
        }
        return value.present() ? "infinity" : null;
    }

    private static @Nullable String precision(DateValue value) {
        if (!(value instanceof DateValue.Known known) || !ScratchLimits.isImprecise(value)) {
            return null;
        }
        Interval interval = known.interval();
        LocalDate first = interval.earliest().date();
        return first.getMonth() == interval.latest().date().getMonth() ? "month" : "year";
    }

    private static @Nullable String text(FactValue value) {
        if (value instanceof FactValue.Text text) {
            return text.value();
        }
        if (value instanceof FactValue.Numeric number) {
            return number.value().toPlainString();
        }
        return value instanceof FactValue.Truth truth ? Boolean.toString(truth.value()) : null;
    }
}
