package org.keepuntil.hold;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.hold.NewRequest.PersonRow;
import org.keepuntil.hold.Request.Decision;
import org.keepuntil.hold.Request.State;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads requests with their records, those first that are due first. */
final class RequestRows {
    private final JdbcClient database;

    RequestRows(JdbcClient database) {
        this.database = database;
    }

    List<Request> all() {
        return read(null);
    }

    Optional<Request> find(long id) {
        return read(id).stream().findFirst();
    }

    private List<Request> read(@Nullable Long id) {
        Map<Long, Request> requests = new LinkedHashMap<>();
        Map<Long, List<Request.Item>> records = new LinkedHashMap<>();
        database.sql("""
                        select id, kind, person_table, person_key, given_on, received_on, due_on, requester, reference, recorded_by,
                            recorded_at, withdrawn_by, withdrawn_at, withdraw_reason
                        from keepuntil.request where coalesce(id = :id::bigint, true) order by due_on, id""").param("id", id).query(row -> {
            requests.put(row.getLong("id"), request(row));
            records.put(row.getLong("id"), new ArrayList<>());
        });
        database.sql("""
                        select d.id, request, class, key, others, hold, decision, ground, decided_by, decided_at, gone_run, withdrawn_at
                        from keepuntil.request_record d join keepuntil.request q on q.id = d.request
                        where coalesce(q.id = :id::bigint, true) order by d.id""").param("id", id).query(row -> {
            records.computeIfAbsent(row.getLong("request"), each -> new ArrayList<>())
                    .add(record(row));
        });
        return requests.values().stream()
                .map(each -> with(each, records.getOrDefault(each.id(), List.of())))
                .toList();
    }

    private static Request with(Request request, List<Request.Item> records) {
        return new Request(
                request.id(),
                request.kind(),
                request.person(),
                request.given(),
                request.received(),
                request.due(),
                request.by(),
                request.reference(),
                request.recordedBy(),
                request.recordedAt(),
                request.withdrawal(),
                records);
    }

    private static Request request(ResultSet row) throws SQLException {
        @Nullable String table = row.getString("person_table");
        return new Request(
                row.getLong("id"),
                RequestKind.of(row.getString("kind")),
                table == null ? Optional.empty() : Optional.of(new PersonRow(table, key(row, "person_key"))),
                Optional.ofNullable(row.getObject("given_on", LocalDate.class)),
                row.getObject("received_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                row.getString("requester"),
                Optional.ofNullable(row.getString("reference")),
                row.getString("recorded_by"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                decision(row, "withdrawn_by", "withdrawn_at", "withdraw_reason"),
                List.of());
    }

    private static Request.Item record(ResultSet row) throws SQLException {
        long hold = row.getLong("hold");
        Optional<Long> held = row.wasNull() ? Optional.empty() : Optional.of(hold);
        long run = row.getLong("gone_run");
        Optional<Long> gone = row.wasNull() ? Optional.empty() : Optional.of(run);
        return new Request.Item(
                row.getLong("id"),
                row.getString("class"),
                key(row, "key"),
                row.getBoolean("others"),
                held,
                state(row, gone.isPresent()),
                decision(row, "decided_by", "decided_at", "ground"),
                gone);
    }

    private static State state(ResultSet row, boolean gone) throws SQLException {
        @Nullable String decision = row.getString("decision");
        if (gone) {
            return State.DESTROYED;
        } else if ("refused".equals(decision)) {
            return State.REFUSED;
        } else if (row.getObject("withdrawn_at") != null) {
            return State.WITHDRAWN;
        }
        return decision == null ? State.OPEN : State.GRANTED;
    }

    private static Optional<Decision> decision(ResultSet row, String by, String at, String ground) throws SQLException {
        @Nullable OffsetDateTime when = row.getObject(at, OffsetDateTime.class);
        return when == null
                ? Optional.empty()
                : Optional.of(new Decision(row.getString(by), when.toInstant(), row.getString(ground)));
    }

    private static List<String> key(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
