package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.KeyIndexes;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.IndexNeeds;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;

/** Which indexes are missing: those that make batches quick, and those that make a night on which nothing is due cheap. */
final class IndexCheck {
    private static final Pattern ROWS = Pattern.compile("rows=([0-9]+)");

    private final Workload workload;
    private final Connection connection;
    private final Clock clock;
    private final Set<String> advice = new LinkedHashSet<>();
    private final Set<String> limits = new LinkedHashSet<>();
    private final Set<List<Object>> seen = new HashSet<>();

    IndexCheck(Workload workload, Connection connection, Clock clock) {
        this.workload = workload;
        this.connection = connection;
        this.clock = clock;
    }

    void run() throws SQLException {
        for (Workload.Work work : workload.classes()) {
            needs(work);
        }
        for (Workload.Work work : workload.classes()) {
            keys(work.layout());
        }
    }

    /** What to create. */
    Set<String> advice() {
        return advice;
    }

    /** What no index makes cheap. */
    Set<String> limits() {
        return limits;
    }

    private void needs(Workload.Work work) throws SQLException {
        LocalDate today = LocalDate.now(clock.withZone(work.schedule().zone()));
        IndexNeeds needs = IndexNeeds.of(work, today, this::estimate);
        for (IndexNeeds.Days days : needs.days()) {
            if (seen.add(List.of(days.table(), days.column()))
                    && !KeyIndexes.sortedBy(connection, days.table(), days.column())) {
                advise(
                        days.table(),
                        List.of(days.column()),
                        "so every record of class " + work.name() + " is looked at each night for "
                                + rules(days.rules()) + ", even where none is due");
            }
        }
        for (IndexNeeds.Links links : needs.links()) {
            link(links.table(), links.key(), links.then(), "so the whole table is read for each record");
        }
        for (IndexNeeds.Limit limit : needs.limits()) {
            String found =
                    limit.rows() > 0 ? String.format(Locale.ROOT, " (today about %,.0f rows)", limit.rows()) : "";
            limits.add("Rule " + limit.rule() + " " + limit.why() + found + ".");
        }
    }

    private static String rules(List<String> ids) {
        return (ids.size() == 1 ? "rule " : "rules ") + String.join(", ", ids);
    }

    private void keys(Layout layout) throws SQLException {
        for (Layout.Component component : layout.components()) {
            for (ForeignKey key : component.owners()) {
                link(component.table(), key, List.of(), "so the whole table is read for each batch");
            }
            for (ForeignKey key : component.referrers()) {
                link(
                        layout.table(key.from()),
                        key,
                        List.of(),
                        "so the whole table is read to see whether anything still refers to a row of "
                                + component.table());
            }
        }
        for (Layout.Edge edge : layout.edges()) {
            link(edge.from(), edge.key(), List.of(), "so the whole table is read for each batch");
        }
        for (Layout.FileColumn file : layout.files()) {
            List<String> column = List.of(file.column().name());
            if (seen.add(List.of(file.table(), column, Optional.empty()))
                    && !KeyIndexes.begin(connection, file.table(), column)) {
                advise(file.table(), column, "so the whole table is read for each lot of files that go");
            }
        }
    }

    /** One index for each link, whoever asks for it first. */
    private void link(Table table, ForeignKey key, List<String> then, String otherwise) throws SQLException {
        Optional<String> member = key.declared().flatMap(ForeignKey.Declared::member);
        List<String> columns = new ArrayList<>();
        key.declared().flatMap(ForeignKey.Declared::only).ifPresent(only -> columns.add(only.column()));
        columns.addAll(key.fromColumns());
        if (!seen.add(List.of(table, List.copyOf(columns), member))) {
            return;
        }
        KeyIndexes.Found found = KeyIndexes.find(connection, table, key);
        if (found == KeyIndexes.Found.YES) {
            return;
        }
        columns.addAll(then);
        List<String> quoted =
                new ArrayList<>(columns.stream().map(Identifier::quote).toList());
        member.ifPresent(name -> quoted.set(
                quoted.indexOf(Identifier.quote(key.fromColumns().get(0))),
                "(" + Identifier.quote(key.fromColumns().get(0)) + " ->> '" + name.replace("'", "''") + "')"));
        if (found == KeyIndexes.Found.PERHAPS) {
            advice.add("Whether an index of " + table + " leads to rows by " + String.join(", ", key.fromColumns())
                    + " can't be told: there is one with a condition, or over an expression. If it does not: "
                    + IndexNeeds.statement(table, quoted));
        } else {
            advise(table, columns, quoted, otherwise);
        }
    }

    private void advise(Table table, List<String> columns, String otherwise) {
        advise(table, columns, columns.stream().map(Identifier::quote).toList(), otherwise);
    }

    private void advise(Table table, List<String> columns, List<String> quoted, String otherwise) {
        advice.add("No index of " + table + " begins with " + String.join(", ", columns) + ", " + otherwise
                + ". Better: " + IndexNeeds.statement(table, quoted));
    }

    /** How many rows the planner expects; none where it may not be asked. */
    private double estimate(Sql query) {
        try (PreparedStatement explain = connection.prepareStatement("explain " + query.text())) {
            for (int i = 0; i < query.values().size(); i++) {
                explain.setObject(i + 1, query.values().get(i));
            }
            try (ResultSet plan = explain.executeQuery()) {
                Matcher rows = ROWS.matcher(plan.next() ? plan.getString(1) : "");
                return rows.find() ? Double.parseDouble(rows.group(1)) : 0;
            }
        } catch (SQLException mayNotRead) {
            return 0;
        }
    }
}
