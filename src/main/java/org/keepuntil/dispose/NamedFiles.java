package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.FileFate;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.RowSet;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** The files and large objects that the rows of a batch name, read while the rows are still there. */
final class NamedFiles {
    private static final String NO_OBJECT = "0";

    /**
     * Whose files they are.
     *
     * @param named every column that names files, of whatever class
     */
    record Of(long run, String recordClass, Layout layout, List<Layout.FileColumn> named) {}

    /** What a row names. */
    private record Named(RowPlace place, String name) {}

    private final Of of;
    private final JdbcTemplate jdbc;
    private final Map<Layout.FileColumn, List<Named>> files = new LinkedHashMap<>();
    private final Map<Long, String> refused = new HashMap<>();

    private NamedFiles(Of of, JdbcTemplate jdbc) {
        this.of = of;
        this.jdbc = jdbc;
    }

    /** Those that all rows of the candidates name. */
    static NamedFiles read(ClassRun run, Whole whole, JdbcTemplate jdbc) {
        return read(new Of(run.run().id(), run.name(), run.work().layout(), run.named()), whole, jdbc);
    }

    static NamedFiles read(Of of, Whole whole, JdbcTemplate jdbc) {
        NamedFiles named = new NamedFiles(of, jdbc);
        for (Layout.FileColumn column : of.layout().files()) {
            Places places = whole.rows(column.table());
            if (!places.isEmpty()) {
                named.read(column, places);
            }
        }
        return named;
    }

    private void read(Layout.FileColumn column, Places places) {
        String value = Identifier.of("x", column.column());
        Sql query = Sql.concat(
                "select x.tableoid::bigint, x.ctid::text, " + value + "::text from ",
                Identifier.of(column.table()),
                " x where ",
                places.isIn("x"),
                " and " + value + " is not null");
        List<Named> found = new ArrayList<>();
        jdbc.query(
                query.text(),
                row -> {
                    String name = row.getString(3);
                    if (!name.isBlank() && !(column.directory().isEmpty() && name.equals(NO_OBJECT))) {
                        found.add(new Named(new RowPlace(row.getLong(1), row.getString(2)), name));
                    }
                },
                query.values().toArray());
        files.put(column, found);
        Map<String, FileStore.Found> looked = FileStore.of(column, jdbc)
                .look(found.stream().map(Named::name).distinct().toList());
        for (Named each : found) {
            reason(Objects.requireNonNull(looked.get(each.name())))
                    .ifPresent(why -> places.owners(each.place()).forEach(n -> refused.put(n, why)));
        }
    }

    private static Optional<String> reason(FileStore.Found found) {
        return switch (found) {
            case THERE, ABSENT -> Optional.empty();
            case OUTSIDE -> Optional.of("a file of it lies outside its directory, or is no file");
            case UNREACHABLE -> Optional.of("the directory of a file of it can't be read");
        };
    }

    /** Candidates that stay because of a file, and why. The row is what names the file: it does not go before the file can. */
    Map<Long, String> refused() {
        return refused;
    }

    /** What a record names in a column, in the order of the names. */
    List<String> of(Long candidate, Layout.FileColumn column, Whole whole) {
        Places places = whole.rows(column.table());
        return files.getOrDefault(column, List.of()).stream()
                .filter(each -> places.owners(each.place()).contains(candidate))
                .map(Named::name)
                .sorted()
                .toList();
    }

    /**
     * Sees to it that the files go that these rows named: to be called when the rows are gone, or their columns emptied. Files of a
     * directory go after the commit, large objects in this transaction.
     *
     * @param columns which columns are meant
     * @param rows the rows of each table that are gone or emptied
     * @param references how the log names the records to whose act this belongs; null for others
     * @return what the log has to say of large objects
     */
    List<Entry> gone(
            Predicate<Layout.FileColumn> columns,
            Function<Table, Places> rows,
            Function<Long, @Nullable String> references) {
        FileFates fates = new FileFates(of.run());
        RowSet intents = RowSet.of(
                "run bigint",
                "class text",
                "key_ref text",
                "table_name text",
                "column_name text",
                "store text",
                "path text");
        files.forEach((column, named) -> {
            if (!columns.test(column)) {
                return;
            }
            Places places = rows.apply(column.table());
            List<Named> went = named.stream()
                    .filter(each -> places.rows().contains(each.place()))
                    .toList();
            if (column.directory().isPresent()) {
                went.forEach(each -> intents.add(
                        of.run(),
                        of.recordClass(),
                        reference(references, places, each),
                        column.table(),
                        column.column().name(),
                        column.directory().orElseThrow(),
                        each.name()));
            } else {
                unlink(references, column, went, places, fates);
            }
        });
        intents.update(jdbc, """
                insert into keepuntil.file (run, class, key_ref, table_name, column_name, store, path)
                select run, class, key_ref, table_name, column_name, store, path from {rows} r""");
        return fates.entries();
    }

    /** The same for all columns, and for the records to which an act is done. */
    List<Entry> gone(Going going, Function<Table, Places> rows) {
        return gone(column -> true, rows, n -> going.numbers().contains(n) ? going.reference(n) : null);
    }

    private static String reference(Function<Long, @Nullable String> references, Places places, Named named) {
        return places.owners(named.place()).stream()
                .map(references)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .findFirst()
                .orElseThrow();
    }

    /** A trigger of the application may have been quicker: then it is gone just the same. */
    private void unlink(
            Function<Long, @Nullable String> references,
            Layout.FileColumn column,
            List<Named> went,
            Places places,
            FileFates fates) {
        if (went.isEmpty()) {
            return;
        }
        LargeObjects objects = new LargeObjects(jdbc);
        Set<String> names = new HashSet<>();
        went.forEach(each -> names.add(each.name()));
        Set<String> stillNamed = new StillNamed(of.named(), jdbc).largeObjects(names);
        Set<String> seen = new HashSet<>();
        for (Named each : went) {
            if (seen.add(each.name())) {
                FileFate fate = stillNamed.contains(each.name()) ? FileFate.KEPT : objects.remove(each.name());
                fates.add(
                        of.recordClass(),
                        reference(references, places, each),
                        column.table().toString(),
                        fate);
            }
        }
    }
}
