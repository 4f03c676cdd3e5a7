package org.keepuntil.dispose;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keepuntil.binding.Layout;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which files some row still names, in whatever column of the binding: two documents may share one. */
record StillNamed(List<Layout.FileColumn> columns, JdbcTemplate jdbc) {
    /** Those of the large objects, asked when the rows that go are gone. */
    Set<String> largeObjects(Collection<String> numbers) {
        Long[] wanted = numbers.stream().map(Long::valueOf).toArray(Long[]::new);
        Set<String> named = new HashSet<>();
        for (Layout.FileColumn column : columns) {
            if (column.directory().isEmpty()) {
                named.addAll(jdbc.queryForList(
                        select(column) + "any(?::bigint[]"
                                + (column.column().baseType().equals("oid") ? "::oid[])" : ")"),
                        String.class,
                        (Object) wanted));
            }
        }
        return named;
    }

    /**
     * Those of the files.
     *
     * @param files whole paths without detours
     */
    Set<Path> files(Collection<Path> files) {
        Set<Path> named = new HashSet<>();
        for (Layout.FileColumn column : columns) {
            column.directory().ifPresent(directory -> {
                Map<String, Path> forms = forms(Path.of(directory).normalize(), files);
                if (!forms.isEmpty()) {
                    jdbc.queryForList(select(column) + "any(?)", String.class, (Object)
                                    forms.keySet().toArray(String[]::new))
                            .forEach(found -> named.add(forms.getOrDefault(found, Path.of(directory))));
                }
            });
        }
        return named;
    }

    private static String select(Layout.FileColumn column) {
        String value = Identifier.of("x", column.column());
        return "select distinct " + value + "::text from " + Identifier.of(column.table()) + " x where " + value
                + " = ";
    }

    /** As a column may have it: below its directory, or whole. */
    private static Map<String, Path> forms(Path root, Collection<Path> files) {
        Map<String, Path> forms = new HashMap<>();
        for (Path file : files) {
            if (file.startsWith(root)) {
                String below = root.relativize(file).toString();
                List.of(below, "./" + below, "/" + below, file.toString()).forEach(form -> forms.put(form, file));
            }
        }
        return forms;
    }
}
