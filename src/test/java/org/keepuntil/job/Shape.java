package org.keepuntil.job;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a class of records is made of, in names of {@code schema.table} as a binding writes them.
 *
 * @param related by {@code schema.table.column}, whether the link is cut or kept
 * @param closed the column of the root that has the day from which the record is kept
 */
record Shape(Name root, List<Name> components, Map<Link, Boolean> related, String closed) {
    static final String SCHEDULE = """
            schedule: oracle
            title: Oracle
            version: 1
            records:
              file: { title: File, events: [closing] }
            rules:
              - { id: six-years, records: file, keep: 6 years after closing, then: destroy, authority: a test }
            """;

    /** A table. */
    record Name(String schema, String table) {
        String sql() {
            return quote(schema) + "." + quote(table);
        }

        String binding() {
            return word(schema) + "." + word(table);
        }
    }

    /** The first column of a foreign key. */
    record Link(Name table, String column) {}

    boolean owns(Name table) {
        return root.equals(table) || components.contains(table);
    }

    String binding() {
        return """
                records:
                  file:
                    table: %s
                    open while: never
                    events: { closing: { from: %s, stored in: UTC } }
                    components:%s
                    related:%s
                """.formatted(
                yaml(root.binding()),
                yaml(word(closed)),
                lines(components.stream().map(c -> "- " + yaml(c.binding())).toList(), " []"),
                lines(
                        related.entrySet().stream()
                                .map(e -> yaml(e.getKey().table().binding() + "."
                                                + word(e.getKey().column()))
                                        + ": " + (e.getValue() ? "unlink" : "keep"))
                                .toList(),
                        " {}"));
    }

    private static String lines(List<String> lines, String none) {
        return lines.isEmpty() ? none : lines.stream().map(l -> "\n      " + l).collect(Collectors.joining());
    }

    private static String yaml(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String word(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : quote(name);
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
