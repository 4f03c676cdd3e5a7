package org.keepuntil.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows that go to the database in one statement. A statement for each row would be watched each time: the triggers that add up the sums of the
 * control tables cost more than the row.
 */
public final class RowSet {
    /** Where a statement has the rows. */
    private static final String ROWS = "{rows}";

    private final List<String> columns;
    private final List<List<@Nullable String>> values = new ArrayList<>();

    private RowSet(List<String> columns) {
        this.columns = columns;
        columns.forEach(column -> values.add(new ArrayList<>()));
    }

    /**
     * No rows yet.
     *
     * @param columns each with its type: {@code "key text[]"}
     */
    public static RowSet of(String... columns) {
        return new RowSet(List.of(columns));
    }

    /** Adds a row. A list of texts is an array; what else is not null is written as its text. */
    public void add(@Nullable Object... row) {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException("a row has " + row.length + " values, not " + columns.size());
        }
        for (int i = 0; i < row.length; i++) {
            values.get(i).add(text(row[i]));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof List<?> parts) {
            return ArrayText.ofNullable(parts);
        }
        return value == null ? null : value.toString();
    }

    public boolean isEmpty() {
        return values.get(0).isEmpty();
    }

    /**
     * Runs a statement with all rows, if there are any.
     *
     * @param statement with {@code {rows}} where it takes them as a table
     * @return how many rows it has changed
     */
    public int update(JdbcTemplate jdbc, String statement) {
        if (isEmpty()) {
            return 0;
        }
        return jdbc.update(statement.replace(ROWS, table()), arrays().toArray());
    }

    /** The rows as a table in a statement. */
    public Sql asTable() {
        return new Sql(table(), arrays());
    }

    private List<Object> arrays() {
        return values.stream().<Object>map(each -> each.toArray(String[]::new)).toList();
    }

    private String table() {
        String given = Arrays.stream(new String[columns.size()])
                .map(column -> "?::text[]")
                .collect(Collectors.joining(", "));
        String named = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String typed = IntStream.range(0, columns.size())
                .mapToObj(i -> {
                    String[] column = columns.get(i).split(" ", 2);
                    return "c" + i + "::" + column[1] + " as " + column[0];
                })
                .collect(Collectors.joining(", "));
        return "(select " + typed + " from unnest(" + given + ") as given (" + named + "))";
    }
}
