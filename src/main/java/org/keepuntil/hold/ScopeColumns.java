package org.keepuntil.hold;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a hold covers, as the columns of its table have it; arrays as PostgreSQL writes them. */
record ScopeColumns(
        @Nullable String recordClass,
        @Nullable String key,
        @Nullable String personTable,
        @Nullable String conditions) {
    static ScopeColumns of(Scope scope) {
        if (scope instanceof Scope.OfRecord record) {
            return new ScopeColumns(record.recordClass(), array(record.key()), null, null);
        } else if (scope instanceof Scope.OfPerson person) {
            return new ScopeColumns(null, array(person.key()), array(List.of(person.schema(), person.table())), null);
        } else if (scope instanceof Scope.OfCondition condition) {
            return new ScopeColumns(condition.recordClass(), null, null, array(condition.conditions()));
        }
        return new ScopeColumns(((Scope.OfClass) scope).recordClass(), null, null, null);
    }

    private static String array(List<String> parts) {
        return parts.stream()
                .map(part -> '"' + part.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    static Scope read(ResultSet row) throws SQLException {
        @Nullable String recordClass = row.getString("class");
        List<String> key = parts(row, "key");
        List<String> person = parts(row, "person_table");
        List<String> conditions = parts(row, "conditions");
        if (recordClass == null) {
            return new Scope.OfPerson(person.get(0), person.get(1), key);
        } else if (!conditions.isEmpty()) {
            return new Scope.OfCondition(recordClass, conditions);
        }
        return key.isEmpty() ? new Scope.OfClass(recordClass) : new Scope.OfRecord(recordClass, key);
    }

    private static List<String> parts(ResultSet row, String column) throws SQLException {
        java.sql.Array parts = row.getArray(column);
        return parts == null ? List.of() : List.of((String[]) parts.getArray());
    }
}
