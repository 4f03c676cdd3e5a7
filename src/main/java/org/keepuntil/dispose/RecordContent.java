package org.keepuntil.dispose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.dispose.bag.Sha256Stream;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All rows and files of records, in a fixed order, and a digest of what each record has of them. */
final class RecordContent {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ClassRun run;
    private final Whole whole;
    private final NamedFiles files;
    private final JdbcTemplate jdbc;
    private final Map<Long, MessageDigest> digests = new HashMap<>();

    RecordContent(ClassRun run, Whole whole, NamedFiles files, JdbcTemplate jdbc) {
        this.run = run;
        this.whole = whole;
        this.files = files;
        this.jdbc = jdbc;
    }

    /** Takes one row after the other, as a line of JSON: every column as PostgreSQL's text of its value, or null. */
    interface RowConsumer {
        void row(Table table, String line) throws IOException;
    }

    /** Reads the rows of the records, and stamps their files. */
    Map<Long, String> read(Set<Long> records, RowConsumer consumer) {
        return ExactText.during(jdbc, () -> {
            records.forEach(n -> digests.put(n, Sha256Stream.sha256()));
            whole.tables().forEach(table -> rows(table, records, consumer));
            for (Layout.FileColumn column : run.work().layout().files()) {
                records.forEach(n -> stamp(n, column));
            }
            Map<Long, String> hex = new HashMap<>();
            digests.forEach((n, digest) -> hex.put(n, HexFormat.of().formatHex(digest.digest())));
            return hex;
        });
    }

    private void rows(Table table, Set<Long> records, RowConsumer consumer) {
        Places places = whole.rows(table);
        if (places.isEmpty()) {
            return;
        }
        List<Column> columns = table.columns();
        String texts =
                columns.stream().map(c -> Identifier.of("x", c) + "::text").collect(Collectors.joining(", "));
        Sql query = Sql.concat(
                "select x.tableoid::bigint, x.ctid::text, " + texts + " from ",
                Identifier.of(table),
                " x where ",
                places.isIn("x"),
                " order by " + order(table));
        jdbc.query(
                query.text(),
                row -> {
                    Set<Long> owners = places.owners(new RowPlace(row.getLong(1), row.getString(2)));
                    if (owners.stream().noneMatch(records::contains)) {
                        return;
                    }
                    ObjectNode object = JSON.createObjectNode();
                    for (int i = 0; i < columns.size(); i++) {
                        object.put(columns.get(i).name(), row.getString(i + 3));
                    }
                    String line = JSON.writeValueAsString(object);
                    owners.forEach(n -> update(n, table + "\n" + line + "\n"));
                    try {
                        consumer.row(table, line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                query.values().toArray());
    }

    /** By the bytes of the key's text, which no collation changes; by all columns where there is no key. */
    private static String order(Table table) {
        List<String> names = table.primaryKey().isEmpty()
                ? table.columns().stream().map(Column::name).toList()
                : table.primaryKey();
        return names.stream()
                .map(name -> "x." + Identifier.quote(name) + "::text collate \"C\"")
                .collect(Collectors.joining(", "));
    }

    private void stamp(Long n, Layout.FileColumn column) {
        FileStore store = FileStore.of(column, jdbc);
        for (String name : files.of(n, column, whole)) {
            try {
                update(n, column + "\n" + store.stamp(name) + "\n");
            } catch (IOException e) {
                // the path stays out of the message
                throw new UncheckedIOException(new IOException("a file of a record can't be read"));
            }
        }
    }

    private void update(Long n, String text) {
        MessageDigest digest = digests.get(n);
        if (digest != null) {
            digest.update(text.getBytes(UTF_8));
        }
    }
}
