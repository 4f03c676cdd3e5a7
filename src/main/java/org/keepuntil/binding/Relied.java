package org.keepuntil.binding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/**
 * All that bindings rely on in a catalog, line by line: what a digest of it is made from, and what a later state is compared with. It
 * depends on the catalog and on which tables are relied on, and on nothing else that a binding says.
 */
public record Relied(SortedSet<Line> lines) {
    /**
     * One thing.
     *
     * @param kind {@code table}, {@code column}, {@code foreign key} and so on
     * @param table the table that has it
     * @param other another table that it concerns; empty where there is none
     * @param words what it is, after its kind
     */
    public record Line(String kind, String table, String other, String words) implements Comparable<Line> {
        private static final char FIELD = '\t';
        private static final Comparator<Line> ORDER = Comparator.comparing(Line::table)
                .thenComparing(Line::kind)
                .thenComparing(Line::words)
                .thenComparing(Line::other);

        @Override
        public int compareTo(Line line) {
            return ORDER.compare(this, line);
        }

        /** As it is kept. */
        public String text() {
            return String.join(String.valueOf(FIELD), kind, table, other, words);
        }

        static Line parse(String text) {
            String[] fields = text.split(String.valueOf(FIELD), 4);
            return new Line(fields[0], fields[1], fields[2], fields[3]);
        }

        @Override
        public String toString() {
            return kind + " " + words;
        }
    }

    /** Something that is there and was not, or the other way round. */
    public record Change(boolean added, Line line) {
        @Override
        public String toString() {
            return (added ? "+ " : "- ") + line;
        }
    }

    static Relied on(List<Layout> layouts, Catalog catalog) {
        Set<Table> tables = new TreeSet<>((a, b) -> Long.compare(a.oid(), b.oid()));
        for (Layout layout : layouts) {
            tables.addAll(layout.tables());
            layout.edges().forEach(e -> tables.add(e.from()));
            layout.operandPaths().forEach(steps -> steps.forEach(s -> tables.add(s.to())));
        }
        Writer writer = new Writer(catalog, Suspects.in(catalog), new TreeSet<>());
        tables.forEach(writer::table);
        return new Relied(writer.lines());
    }

    /** The state that was kept as these lines. */
    public static Relied parse(Collection<String> lines) {
        return new Relied(lines.stream()
                .filter(line -> !line.isEmpty())
                .map(Line::parse)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** As the texts of several bindings say it. */
    public static Relied parse(String text) {
        return parse(Arrays.asList(text.split("\n")));
    }

    public String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    private Set<String> tables() {
        return lines.stream()
                .filter(l -> l.kind().equals("table"))
                .map(Line::table)
                .collect(Collectors.toSet());
    }

    /** What changed since, in tables that were relied on then and still are; what is relied on newly has not changed. */
    public List<Change> since(Relied earlier) {
        Set<String> both = tables();
        both.retainAll(earlier.tables());
        List<Change> changes = new ArrayList<>();
        for (Line line : earlier.lines()) {
            if (!lines.contains(line) && concerns(line, both)) {
                changes.add(new Change(false, line));
            }
        }
        for (Line line : lines) {
            if (!earlier.lines().contains(line) && concerns(line, both)) {
                changes.add(new Change(true, line));
            }
        }
        changes.sort(Comparator.comparing((Change c) -> c.line().table())
                .thenComparing(c -> c.line().kind())
                .thenComparing(Change::added));
        return changes;
    }

    private static boolean concerns(Line line, Set<String> tables) {
        return tables.contains(line.table()) || tables.contains(line.other());
    }

    /** Writes the lines of tables. */
    private record Writer(Catalog catalog, Suspects suspects, SortedSet<Line> lines) {
        void table(Table table) {
            add(
                    "table",
                    table,
                    "",
                    table + " key (" + String.join(", ", table.primaryKey()) + ")"
                            + (table.kind() == 'p' ? " partitioned" : "")
                            + (table.rowSecurity() ? " with row security" : ""));
            table.uniqueKeys().stream()
                    .filter(k -> !k.equals(table.primaryKey()))
                    .forEach(k -> add("unique key", table, "", "of " + table + " (" + String.join(", ", k) + ")"));
            table.columns()
                    .forEach(c -> add(
                            "column",
                            table,
                            "",
                            table + "." + c.name() + " " + c.type()
                                    + (c.notNull() ? " not null" : "") + (c.generated() ? " generated" : "")
                                    + (c.identity() ? " identity" : "")));
            catalog.foreignKeysFrom(table).forEach(this::key);
            catalog.foreignKeysTo(table).forEach(this::key);
            attached(table);
            suspects.of(table).forEach(s -> add("suspicion", table, s.table().toString(), s.name() + " " + s.why()));
        }

        private void key(ForeignKey key) {
            Table from = catalog.table(key.from());
            Table to = catalog.table(key.to());
            add(
                    "foreign key",
                    from,
                    to.toString(),
                    from + " (" + String.join(", ", key.fromColumns()) + ") to " + to + " ("
                            + String.join(", ", key.toColumns()) + ")"
                            + key.traits().words());
        }

        private void attached(Table table) {
            catalog.triggersOf(table)
                    .forEach(t -> add(
                            "trigger",
                            table,
                            "",
                            t.name() + " of " + table + ": "
                                    + t.definition().replaceFirst("(?s)^CREATE (?:CONSTRAINT )?TRIGGER \\S+ ", "")
                                    + ", source " + digest(t.source())));
            catalog.rulesOf(table)
                    .forEach(r -> add("rule", table, "", r.name() + " of " + table + ": " + r.definition()));
            catalog.policiesOf(table)
                    .forEach(p -> add("policy", table, "", p.name() + " of " + table + ": " + p.definition()));
            catalog.heirsOf(table).forEach(h -> add("heir", table, h.toString(), h + " inherits from " + table));
            catalog.partitionKeys().stream()
                    .filter(k -> k.toTable() == table.oid() || k.fromTable() == table.oid())
                    .forEach(k -> add(
                            "foreign key",
                            table,
                            "",
                            "of a partition, " + k.from() + " (" + String.join(", ", k.columns()) + ") to " + k.to()));
            catalog.views().stream()
                    .filter(v -> v.materialized() && v.reads().contains(table.oid()))
                    .forEach(v -> add("materialized view", table, "", v + " over " + table));
        }

        private void add(String kind, Table table, String other, String words) {
            lines.add(new Line(kind, clean(table.toString()), clean(other), clean(words)));
        }

        private static String clean(String text) {
            return text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
        }

        /** Enough of it to tell two apart. */
        private static String digest(String source) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest, 0, 8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
