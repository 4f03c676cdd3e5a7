package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** A guess at one class of records: the lines of its binding, and the names that its schedule declares. */
final class DraftClass {
    private static final Place NOWHERE = new Place("", 1, 1);
    private static final String BIRTH =
            "(?:.*_)?(?:born|born_?on|do_?b|birth|birthday|birth_?date|date_?of_?birth|geboren|geburtsdatum)";
    private static final String DEATH =
            "(?:.*_)?(?:died|died_?on|do_?d|death|death_?date|date_?of_?death|deceased_?(?:on|at|date))";
    private static final String CLOSED =
            "(?:closed|closure|ended|end|completed|resolved|discharged|finished|terminated|exit|left|settled)";
    private static final String FACT =
            "(?:.*_)?(?:status|state|type|kind|category|outcome|reason_code|code|service|stage|class|level|is_.*|has_.*)";

    private final Catalog catalog;
    private final Table table;
    private final Map<Table, ForeignKey> components;
    private final Guess guess;
    private final String name;
    private final DraftNames names = new DraftNames();
    private final List<String> people = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();
    private final Map<String, String> eventLines = new LinkedHashMap<>();
    private final List<String> peopleLines = new ArrayList<>();
    private final List<String> factLines = new ArrayList<>();

    DraftClass(Catalog catalog, Table table, Map<Table, ForeignKey> components, String name) {
        this.catalog = catalog;
        this.table = table;
        this.components = components;
        this.guess = new Guess(catalog);
        this.name = name;
        findPeople();
        table.columns().forEach(this::column);
    }

    String name() {
        return name;
    }

    List<String> people() {
        return people;
    }

    List<String> events() {
        return events;
    }

    List<String> facts() {
        return facts;
    }

    private void findPeople() {
        for (Table each : ordered()) {
            for (Column column : each.columns()) {
                if (people.isEmpty() && DraftTables.isDate(column) && like(column, BIRTH)) {
                    path(each, column).ifPresent(path -> role(each, path));
                }
            }
        }
    }

    /** The record's own table first, then those that are named after people as they come. */
    private List<Table> ordered() {
        List<Table> tables = new ArrayList<>(List.of(table));
        catalog.tables().stream().filter(t -> !t.equals(table)).forEach(tables::add);
        return tables;
    }

    private void role(Table of, String born) {
        String role = names.ofPeople(of.name());
        people.add(role);
        Optional<String> died = of.columns().stream()
                .filter(c -> DraftTables.isDate(c) && like(c, DEATH))
                .findFirst()
                .map(c -> plain(of, c));
        peopleLines.add(Written.scalar(role) + ": { born: " + born
                + died.map(d -> ", died: " + d).orElse("") + " }");
    }

    /** Whether a date is one of birth or death, by its name. */
    static boolean isOfLife(Column column) {
        return like(column, BIRTH) || like(column, DEATH);
    }

    private static boolean like(Column column, String pattern) {
        return LikeNames.words(column.name()).matches(pattern);
    }

    /** The path if there is one way only, with {@code each} where there may be several rows. */
    private Optional<String> path(Table of, Column column) {
        Set<Table> owned = new HashSet<>(components.keySet());
        Problems none = new Problems();
        PathResolver resolver = new PathResolver(new Names(catalog, none), none, Links.none(catalog), table, owned);
        PathName written = new PathName(
                of.equals(table) ? Optional.empty() : Optional.of(new TableName(Optional.of(of.schema()), of.name())),
                column.name(),
                NOWHERE);
        return resolver.any(written).map(found -> (found.toOne() ? "" : "each ") + plain(of, column));
    }

    private String plain(Table of, Column column) {
        return of.equals(table) ? Written.column(column.name()) : Written.column(of, column.name());
    }

    private void column(Column column) {
        if (DraftTables.isDate(column) && !isOfLife(column)) {
            String event = names.ofEvent(column.name());
            events.add(event);
            eventLines.put(event, event(column));
        } else if (isFact(column)) {
            String fact = names.ofFact(column.name());
            facts.add(fact);
            factLines.add(Written.scalar(fact) + ": " + Written.column(column.name()));
        }
    }

    private static String event(Column column) {
        String path = Written.column(column.name());
        return column.baseType().equals("timestamp")
                ? "{ from: " + path
                        + ", stored in: UTC }    # guess: the column does not say in which time zone; UTC or local"
                : path;
    }

    private boolean isFact(Column column) {
        boolean key = catalog.foreignKeysFrom(table).stream()
                        .anyMatch(k -> k.fromColumns().contains(column.name()))
                || table.uniqueKeys().stream().anyMatch(k -> k.contains(column.name()));
        boolean kind = Likeness.isText(column) ? like(column, FACT) : column.enumerated();
        return !key && (column.baseType().equals("bool") || kind);
    }

    /** A period that the class could have, as an example. */
    String example() {
        if (!people.isEmpty()) {
            return "until age 25 of the " + (peopleLines.get(0).contains("each ") ? "youngest " : "") + people.get(0);
        }
        return events.isEmpty()
                ? "6 years after an event, once one is bound"
                : "6 years after "
                        + events.stream()
                                .filter(e -> e.matches(CLOSED))
                                .findFirst()
                                .orElse(events.get(0));
    }

    /** The lines under {@code records}. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("  " + Written.scalar(name) + ":");
        lines.add("    table: " + Written.table(table));
        if (table.primaryKey().isEmpty()) {
            lines.add("    key: "
                    + DraftNames.list(DraftTables.key(table).orElseThrow().stream()
                            .map(Written::name)
                            .toList())
                    + "    # unique and never null; there is no primary key");
        }
        lines.add("    " + openWhile());
        block(lines, "people", peopleLines, "    # guess: by the names of the columns");
        block(
                lines,
                "events",
                eventLines.entrySet().stream()
                        .map(e -> Written.scalar(e.getKey()) + ": " + e.getValue())
                        .toList(),
                "");
        block(lines, "facts", factLines, "");
        components(lines);
        block(lines, "related", related(), "");
        lines.addAll(new DraftAnonymise(catalog, table, components.keySet()).lines());
        return lines;
    }

    private String openWhile() {
        return events.stream()
                .filter(e -> e.matches(CLOSED))
                .findFirst()
                .map(e -> "open while: { " + Written.scalar(e)
                        + ": missing }    # guess: a record is never due while it is open")
                .orElse(
                        "open while: never    # guess: nothing looks like an end; a record is never due while it is open");
    }

    private static void block(List<String> lines, String key, List<String> entries, String comment) {
        if (!entries.isEmpty()) {
            lines.add("    " + key + ":" + comment);
            entries.forEach(entry -> lines.add("      " + entry));
        }
    }

    private void components(List<String> lines) {
        List<String> entries = new ArrayList<>();
        components.forEach((part, key) -> entries.add("- " + Written.table(part) + "    # guess: "
                + String.join(", ", key.fromColumns()) + " refers to " + catalog.table(key.to()) + " and "
                + guess.reason(key)));
        block(lines, "components", entries, "    # these rows go with the record");
    }

    private List<String> related() {
        Set<Table> owned = new HashSet<>(components.keySet());
        owned.add(table);
        Map<String, String> related = new LinkedHashMap<>();
        for (Table to : ordered()) {
            for (ForeignKey key : owned.contains(to) ? catalog.foreignKeysTo(to) : List.<ForeignKey>of()) {
                Table from = catalog.table(key.from());
                boolean own = from.equals(table) && to.equals(table);
                if (own || !owned.contains(from)) {
                    String column = guess.naming(key);
                    related.put(Written.column(from, column), fate(from, column, owned));
                }
            }
        }
        return related.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
    }

    /** Of all foreign keys to the record that the column is in: if one can't be cut, the link stays. */
    private String fate(Table from, String column, Set<Table> owned) {
        boolean cut = catalog.foreignKeysFrom(from).stream()
                .filter(k -> k.fromColumns().contains(column) && owned.contains(catalog.table(k.to())))
                .allMatch(k -> k.fromColumns().stream()
                        .anyMatch(c -> !from.column(c).orElseThrow().notNull()));
        return cut
                ? "unlink    # guess: may be null, so the row can stay without the record"
                : "keep    # guess: cannot be null, so the record stays as long as the row";
    }
}
