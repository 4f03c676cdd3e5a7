package org.keepuntil.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keys that people wrote, as the database writes them.
 *
 * @param key the key of a row {@code r} as an array of text
 * @param keyIs whether it is that of {@code k.parts}
 * @param wanted which rows {@code r} count as being there
 */
record RowKeys(JdbcTemplate jdbc, Table table, List<Column> columns, Sql key, Sql keyIs, Sql wanted) {
    /** So many are looked up in one statement. */
    private static final int MANY = 5000;

    private static final RecordKeys.Written NONE = new RecordKeys.Written(Optional.empty(), false);

    List<RecordKeys.Written> written(List<RecordKey> given) {
        List<RecordKeys.Written> all = new ArrayList<>();
        for (int from = 0; from < given.size(); from += MANY) {
            all.addAll(some(given.subList(from, Math.min(from + MANY, given.size()))));
        }
        return all;
    }

    /** One that is not of the key's types spoils the statement, so it is found by halving. */
    private List<RecordKeys.Written> some(List<RecordKey> given) {
        if (given.stream().anyMatch(each -> each.parts().size() != columns.size())) {
            return given.size() == 1 ? List.of(NONE) : halves(given);
        }
        try {
            return query(given);
        } catch (DataIntegrityViolationException notOfTheKeysType) {
            return given.size() == 1 ? List.of(NONE) : halves(given);
        }
    }

    private List<RecordKeys.Written> halves(List<RecordKey> given) {
        int half = given.size() / 2;
        List<RecordKeys.Written> all = new ArrayList<>(some(given.subList(0, half)));
        all.addAll(some(given.subList(half, given.size())));
        return all;
    }

    private List<RecordKeys.Written> query(List<RecordKey> given) {
        String row = Identifier.of(table) + " r where ";
        List<Object> values = new ArrayList<>(wanted.values());
        for (int i = 0; i < columns.size(); i++) {
            int part = i;
            values.add(given.stream().map(each -> each.parts().get(part)).toArray(String[]::new));
        }
        // 1.5 is the record 1.50, if that is what its row says
        return jdbc.query(
                "select coalesce((select " + key.text() + " from " + row + keyIs.text() + " limit 1), array["
                        + each(i ->
                                "k.parts[" + (i + 1) + "]::" + columns.get(i).type() + "::text")
                        + "]), exists (select 1 from " + row + keyIs.text() + " and " + wanted.text()
                        + ") from (select n, array[" + each(i -> "p" + i) + "] as parts from unnest("
                        + each(i -> "?::text[]") + ") with ordinality u (" + each(i -> "p" + i)
                        + ", n)) k order by n",
                (found, n) -> new RecordKeys.Written(Optional.of(JdbcPlanner.key(found, 1)), found.getBoolean(2)),
                values.toArray());
    }

    private String each(IntFunction<String> part) {
        return IntStream.range(0, columns.size()).mapToObj(part).collect(Collectors.joining(", "));
    }
}
