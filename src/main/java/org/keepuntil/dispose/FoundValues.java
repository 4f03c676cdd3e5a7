package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.FindToken;
import org.keepuntil.audit.FoundBy;
import org.keepuntil.binding.Layout.FindColumn;
import org.keepuntil.sql.FindSql;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** By whom records that go can be asked for later: read from their locked rows, and kept as nothing but keyed tokens. */
record FoundValues(ClassRun run, JdbcTemplate jdbc) {
    /** An entry for each person of each record; none where one of the values is not known. */
    List<Entry> entries(Going going) {
        List<FindColumn> columns = run.work().layout().findBy();
        if (columns.isEmpty()) {
            return List.of();
        }
        Places roots = going.candidates().roots().of(going.numbers());
        Map<Long, Set<FindToken>> tokens = new HashMap<>();
        Sql query = FindSql.query(run.work().layout(), run.work().schedule().zone(), roots.isIn("r"));
        jdbc.query(
                query.text(),
                row -> {
                    RowPlace place = new RowPlace(row.getLong(1), row.getString(2));
                    token(columns, (@Nullable String[]) row.getArray(3).getArray())
                            .ifPresent(token -> roots.owners(place)
                                    .forEach(n -> tokens.computeIfAbsent(n, k -> new LinkedHashSet<>())
                                            .add(token)));
                },
                query.values().toArray());
        List<Entry> entries = new ArrayList<>();
        for (Long n : going.numbers()) {
            tokens.getOrDefault(n, Set.of()).stream()
                    .map(token -> new FoundBy(
                            run.run().id(),
                            run.name(),
                            going.reference(n),
                            token.names(),
                            token.of(run.tokens(), run.name())))
                    .forEach(entries::add);
        }
        return entries;
    }

    private static Optional<FindToken> token(List<FindColumn> columns, @Nullable String[] values) {
        Map<String, String> known = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value == null || isPlaceholder(columns.get(i), value)) {
                return Optional.empty();
            }
            known.put(columns.get(i).name(), value);
        }
        return Optional.of(FindToken.of(known)).filter(token -> !token.hasBlank());
    }

    private static boolean isPlaceholder(FindColumn column, String value) {
        return column.placeholders().stream().anyMatch(day -> day.toString().equals(value));
    }
}
