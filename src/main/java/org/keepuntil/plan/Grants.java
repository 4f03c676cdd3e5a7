package org.keepuntil.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.BoundClass.Fate;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.OperandColumn;
import org.keepuntil.binding.Step;
import org.keepuntil.binding.Treated;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Sequence;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Roles;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.PersonTable;
import org.keepuntil.sql.Workload;

/**
 * What Keepuntil's roles need on the tables of the application, and no more: the operator reads what decisions rest on, locks and
 * removes what belongs to a record; the approver sees whether a record is there, in which a person figures, and the dates and facts on
 * which its rules rest.
 */
public final class Grants {
    /** What a privilege is on. */
    private sealed interface On {
        /** As a grant names it. */
        String words();

        record Schema(String name) implements On {
            @Override
            public String words() {
                return "schema " + Identifier.quote(name);
            }
        }

        record Rows(Table table) implements On {
            @Override
            public String words() {
                return Identifier.of(table);
            }
        }

        record Numbers(Sequence sequence) implements On {
            @Override
            public String words() {
                return "sequence " + Identifier.quote(sequence.schema()) + "." + Identifier.quote(sequence.name());
            }
        }
    }

    /** One privilege on one thing. */
    private record Need(
            Grantee grantee,
            On on,
            String privilege,
            @Nullable String column) {
        /** Needs with the same one are granted in one statement. */
        List<Object> target() {
            return List.of(grantee, on);
        }
    }

    private enum Grantee {
        OPERATOR,
        APPROVER;

        String role(Roles roles) {
            return this == OPERATOR ? roles.operator() : roles.approver();
        }
    }

    private final Set<Need> needs = new LinkedHashSet<>();

    private Grants() {}

    public static Grants of(Workload workload) {
        Grants grants = new Grants();
        workload.classes().forEach(grants::add);
        return grants;
    }

    /** Those of the operator alone: what a run can't do without. */
    public Grants forOperator() {
        Grants operator = new Grants();
        needs.stream().filter(need -> need.grantee() == Grantee.OPERATOR).forEach(operator.needs::add);
        return operator;
    }

    private void add(Workload.Work work) {
        Layout layout = work.layout();
        for (Table table : layout.tables()) {
            operator(table, "select", null);
            operator(table, "delete", null);
            lock(table);
        }
        layout.filled().forEach(this::fill);
        changes(layout);
        for (Layout.Component component : layout.components()) {
            if (component.owners().size() + component.others().size() > 1) {
                component.cuts().values().forEach(cut -> cut.forEach(c -> operator(component.table(), "update", c)));
            }
            component.others().forEach(other -> operator(other.to(), "select", null));
        }
        for (Layout.Edge edge : layout.edges()) {
            operator(edge.from(), "select", null);
            if (edge.fate() == Fate.UNLINK) {
                edge.cut().forEach(column -> operator(edge.from(), "update", column));
            }
        }
        // which rows a decision rests on does not depend on the day
        for (List<Step> path : work.sql(LocalDate.EPOCH).operandPaths()) {
            for (Step step : path) {
                operator(step.to(), "select", null);
                lock(step.to());
            }
        }
        layout.findBy().forEach(found -> {
            found.path().steps().forEach(step -> operator(step.to(), "select", null));
            operator(found.path().end(), "select", found.path().column().name());
        });
        // a table is locked by whoever may change any of its rows
        work.sql(LocalDate.EPOCH).tableLocks().all().stream()
                .filter(table -> !layout.owns(table))
                .forEach(table -> operator(table, "update", null));
        OperandColumn.of(layout).forEach(column -> approver(column.table(), column.name()));
        schema(Grantee.APPROVER, layout.root());
        layout.key().forEach(key -> approver(layout.root(), key.name()));
        layout.where().keySet().forEach(column -> approver(layout.root(), column));
        PersonTable.within(List.of(layout)).forEach(people -> persons(people, layout));
    }

    /** Both find the records in which a person figures: the one honours a hold on the person, the other places it. */
    private void persons(PersonTable people, Layout layout) {
        people.key().forEach(column -> {
            schema(Grantee.APPROVER, people.table());
            approver(people.table(), column.name());
        });
        people.reads(layout).forEach((table, columns) -> {
            schema(Grantee.APPROVER, table);
            columns.forEach(column -> {
                approver(table, column);
                operator(table, "select", column);
            });
        });
    }

    /** An act that leaves the record writes to the columns that the binding names, and no others. */
    private void changes(Layout layout) {
        Treated treated = layout.treated();
        for (Optional<Treated.Change> change : List.of(treated.redact(), treated.anonymise())) {
            change.ifPresent(c -> c.rows()
                    .forEach(rows -> rows.columns()
                            .forEach(changed -> operator(
                                    rows.table(), "update", changed.column().name()))));
        }
        treated.anonymity()
                .ifPresent(test -> test.over()
                        .forEach(over ->
                                operator(over.table(), "update", over.column().name())));
        treated.flag().ifPresent(flag -> operator(layout.root(), "update", flag.name()));
    }

    /** Locking a row takes the right to update it, be it one column; the key is one that nothing is ever written to. */
    private void lock(Table table) {
        String column = table.primaryKey().isEmpty()
                ? table.columns().stream().map(Column::name).findFirst().orElseThrow()
                : table.primaryKey().get(0);
        operator(table, "update", column);
    }

    /** A trigger adds the row with the rights of whoever removes another, and numbers it where the table has it numbered. */
    private void fill(Layout.Filled filled) {
        operator(filled.table(), "insert", null);
        for (Sequence sequence : filled.sequences()) {
            needs.add(new Need(Grantee.OPERATOR, new On.Schema(sequence.schema()), "usage", null));
            needs.add(new Need(Grantee.OPERATOR, new On.Numbers(sequence), "usage", null));
        }
    }

    private void operator(Table table, String privilege, @Nullable String column) {
        schema(Grantee.OPERATOR, table);
        needs.add(new Need(Grantee.OPERATOR, new On.Rows(table), privilege, column));
    }

    private void approver(Table table, String column) {
        schema(Grantee.APPROVER, table);
        needs.add(new Need(Grantee.APPROVER, new On.Rows(table), "select", column));
    }

    private void schema(Grantee grantee, Table table) {
        needs.add(new Need(grantee, new On.Schema(table.schema()), "usage", null));
    }

    /** The statements that grant all of it. */
    public List<String> statements(Roles roles) {
        return statements(needs, roles);
    }

    /** The statements that grant what is missing now; empty where nothing is. */
    public List<String> missing(Connection connection, Roles roles) throws SQLException {
        List<Need> missing = new ArrayList<>();
        for (Need need : needs) {
            if (!isGranted(need, connection, roles)) {
                missing.add(need);
            }
        }
        return statements(missing, roles);
    }

    private static List<String> statements(Collection<Need> needs, Roles roles) {
        Map<List<Object>, List<Need>> byTarget =
                needs.stream().collect(Collectors.groupingBy(Need::target, LinkedHashMap::new, Collectors.toList()));
        return byTarget.values().stream().map(group -> statement(group, roles)).toList();
    }

    private static String statement(List<Need> needs, Roles roles) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (Need need : needs) {
            List<String> named = columns.computeIfAbsent(need.privilege(), privilege -> new ArrayList<>());
            if (need.column() != null) {
                named.add(Identifier.quote(need.column()));
            }
        }
        needs.stream()
                .filter(need -> need.column() == null)
                .forEach(need -> columns.replace(need.privilege(), List.of()));
        List<String> privileges = new ArrayList<>();
        columns.forEach((privilege, named) ->
                privileges.add(privilege + (named.isEmpty() ? "" : " (" + String.join(", ", named) + ")")));
        Need first = needs.get(0);
        return "grant " + String.join(", ", privileges) + " on " + first.on().words() + " to "
                + Identifier.quote(first.grantee().role(roles));
    }

    private static boolean isGranted(Need need, Connection connection, Roles roles) throws SQLException {
        String role = need.grantee().role(roles);
        if (need.on() instanceof On.Schema schema) {
            return answer(connection, "select has_schema_privilege(?, ?, ?)", role, schema.name(), need.privilege());
        }
        if (need.on() instanceof On.Numbers numbers) {
            long sequence = numbers.sequence().oid();
            return answer(connection, "select has_sequence_privilege(?, ?::oid, ?)", role, sequence, need.privilege());
        }
        long table = ((On.Rows) need.on()).table().oid();
        return need.column() == null
                ? answer(connection, "select has_table_privilege(?, ?::oid, ?)", role, table, enough(need.privilege()))
                : answer(
                        connection,
                        "select has_column_privilege(?, ?::oid, ?, ?)",
                        role,
                        table,
                        need.column(),
                        need.privilege());
    }

    /** The right to update any row is wanted for the sake of a lock, for which others do as well. */
    private static String enough(String privilege) {
        return privilege.equals("update") ? "update, delete, truncate" : privilege;
    }

    private static boolean answer(Connection connection, String query, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
