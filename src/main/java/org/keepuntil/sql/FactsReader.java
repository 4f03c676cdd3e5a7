package org.keepuntil.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.DateSource;
import org.keepuntil.binding.Layout;
import org.keepuntil.calendar.Interval;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.FactValue;
import org.keepuntil.decide.Facts;

/**
 * Reads the operands of a record as the database has them, each as the text of its column, so that what they mean is decided in Java
 * alone. One column of the result for each event, birth, death, precision and fact; an array where there may be several rows.
 */
final class FactsReader {
    private final Layout layout;
    private final Operands operands;
    private final Map<String, FactColumn> facts = new LinkedHashMap<>();
    private final List<Sql> columns = new ArrayList<>();
    private final List<Sql> ground = new ArrayList<>();
    private final List<Estimates.Estimate> estimates;

    private final boolean erasing;

    /**
     * @param erasing whether the day is joined on which an erasure was granted
     */
    FactsReader(Layout layout, Operands operands, Uses uses, boolean erasing) {
        this.erasing = erasing;
        this.layout = layout;
        this.operands = operands;
        operands.events().values().forEach(e -> e.sources().forEach(s -> dateColumns(s, e.quantifier())));
        operands.people().values().forEach(this::personColumns);
        for (String fact : uses.facts()) {
            FactColumn column = FactColumn.of(layout.fact(fact), operands.joins());
            facts.put(fact, column);
            single(Sql.concat("(", column.value(), ")::text"));
        }
        this.estimates = Estimates.of(layout, operands, uses);
        estimates.forEach(estimate -> single(Sql.concat("(", estimate.test(), ")::text")));
        if (erasing) {
            single(text(ErasureSql.GRANTED_ON));
        }
    }

    private void single(Sql column) {
        columns.add(column);
        ground.add(column);
    }

    /** Several rows come in no order of their own. */
    private void several(Sql column) {
        columns.add(column);
        ground.add(Sql.concat("(select array_agg(e order by e) from unnest(", column, ") e)"));
    }

    /** A text that is the same as long as none of the operands changes. */
    Sql ground() {
        Sql joined = Sql.of("");
        for (Sql each : ground) {
            joined = Sql.concat(joined, joined.text().isEmpty() ? "" : ", ", each);
        }
        return Sql.concat("row(", joined, ")::text");
    }

    /** Whether something on which the decision rests is an estimate. */
    Sql estimated() {
        return Sql.or(estimates.stream().map(Estimates.Estimate::test).toList());
    }

    /** What to select for {@link #read}. */
    List<Sql> columns() {
        return columns;
    }

    private void dateColumns(Operand.Source source, Operand.Quantifier quantifier) {
        if (quantifier == Operand.Quantifier.ONLY) {
            single(text(source.date().column()));
            source.date().precision().ifPresent(p -> single(text(p)));
        } else if (source.rows().isJoined()) {
            several(source.rows().aggregate("", Sql.of("array[" + source.date().column() + "::text]")));
        } else {
            several(source.rows().aggregate("array_agg", text(source.date().column())));
        }
    }

    private void personColumns(Operands.Persons persons) {
        List<String> texts = new ArrayList<>();
        texts.add(persons.born().column() + "::text");
        texts.add(persons.born().precision().map(p -> p + "::text").orElse("null::text"));
        DateColumn died = persons.died();
        texts.add(died == null ? "null::text" : died.column() + "::text");
        texts.add(Optional.ofNullable(died)
                .flatMap(DateColumn::precision)
                .map(p -> p + "::text")
                .orElse("null::text"));
        if (!persons.several()) {
            texts.forEach(t -> single(Sql.of(t)));
        } else if (persons.rows().isJoined()) {
            several(persons.rows().aggregate("", Sql.of("array[array[" + String.join(", ", texts) + "]]")));
        } else {
            several(persons.rows().aggregate("array_agg", Sql.of("array[" + String.join(", ", texts) + "]")));
        }
    }

    private static Sql text(String column) {
        return Sql.of(column + "::text");
    }

    /** The facts in the current row, from the given column on. */
    Facts read(ResultSet row, int firstColumn) throws SQLException {
        Cursor cursor = new Cursor(row, firstColumn);
        Map<String, DateValue> own = new HashMap<>();
        for (Map.Entry<String, Operand> event : operands.events().entrySet()) {
            event(event.getKey(), event.getValue(), cursor).ifPresent(v -> own.put(event.getKey(), v));
        }
        Map<String, DateValue> events = new HashMap<>();
        operands.events().keySet().forEach(name -> events.put(name, withElse(name, own)));
        Map<String, List<Facts.PersonFacts>> people = new HashMap<>();
        for (Map.Entry<String, Operands.Persons> role : operands.people().entrySet()) {
            people.put(role.getKey(), persons(role.getValue(), cursor));
        }
        Map<String, FactValue> values = new HashMap<>();
        for (Map.Entry<String, FactColumn> fact : facts.entrySet()) {
            values.put(fact.getKey(), fact.getValue().read(cursor.text()));
        }
        Set<String> estimated = new HashSet<>();
        for (Estimates.Estimate estimate : estimates) {
            if ("true".equals(cursor.text())) {
                estimated.add(estimate.what());
            }
        }
        Facts resolved = Contradictions.resolve(new Facts(events, people, values, estimated), layout);
        return erasing ? ErasureSql.with(resolved, cursor.text()) : resolved;
    }

    /** The value of an event, empty where there is no row for it. */
    private Optional<DateValue> event(String name, Operand operand, Cursor cursor) throws SQLException {
        if (operand.quantifier() == Operand.Quantifier.ONLY) {
            DateColumn date = operand.sources().get(0).date();
            String raw = cursor.text();
            return Optional.of(date.reading().read(raw, date.precision().isPresent() ? cursor.text() : null));
        }
        List<DateValue> values = new ArrayList<>();
        for (Operand.Source source : operand.sources()) {
            for (@Nullable String raw : cursor.texts()) {
                values.add(source.date().reading().read(raw, null));
            }
        }
        boolean latest = layout.event(name).source().choice() != DateSource.Choice.EARLIEST;
        return values.stream().reduce((a, b) -> combine(a, b, latest));
    }

    private static DateValue combine(DateValue a, DateValue b, boolean latest) {
        if (!a.present()) {
            return b.present() ? combine(b, a, latest) : a;
        }
        return new DateValue.Known(
                latest ? interval(a).longest(interval(b)) : interval(a).shortest(interval(b)));
    }

    private static Interval interval(DateValue value) {
        return value instanceof DateValue.Known known ? known.interval() : Interval.UNKNOWN;
    }

    private DateValue withElse(String name, Map<String, DateValue> own) {
        DateValue value = own.get(name);
        if (value != null) {
            return value;
        }
        DateSource source = layout.event(name).source();
        if (source.orElse().isPresent()) {
            return withElse(source.orElse().get(), own);
        }
        return source.required() ? new DateValue.Unknown(DateValue.Gap.NO_VALUE) : new DateValue.NotYet();
    }

    private static List<Facts.PersonFacts> persons(Operands.Persons persons, Cursor cursor) throws SQLException {
        List<Facts.PersonFacts> read = new ArrayList<>();
        List<@Nullable String[]> rows = new ArrayList<>();
        if (!persons.several()) {
            rows.add(new @Nullable String[] {cursor.text(), cursor.text(), cursor.text(), cursor.text()});
        } else {
            rows.addAll(cursor.rows());
        }
        for (@Nullable String[] row : rows) {
            DateColumn died = persons.died();
            read.add(new Facts.PersonFacts(
                    persons.born().reading().read(row[0], row[1]),
                    died == null ? new DateValue.NotYet() : died.reading().read(row[2], row[3]),
                    persons.deathsRecorded()));
        }
        return read;
    }

    /** The columns of a row, one after the other. */
    private static final class Cursor {
        private final ResultSet row;
        private int column;

        Cursor(ResultSet row, int firstColumn) {
            this.row = row;
            this.column = firstColumn;
        }

        @Nullable
        String text() throws SQLException {
            return row.getString(column++);
        }

        List<@Nullable String> texts() throws SQLException {
            Array array = row.getArray(column++);
            return array == null ? List.of() : Arrays.asList((@Nullable String[]) array.getArray());
        }

        List<@Nullable String[]> rows() throws SQLException {
            Array array = row.getArray(column++);
            return array == null ? List.of() : List.of((@Nullable String[][]) array.getArray());
        }
    }
}
