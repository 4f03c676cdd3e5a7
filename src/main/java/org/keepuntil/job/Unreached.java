package org.keepuntil.job;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes down each record that a run never came to, before its list is dropped: every planned record has an outcome in the end. */
final class Unreached {
    private static final int BATCH = 1000;

    private final JdbcTemplate jdbc;
    private final Run run;
    private final TokenKey tokens;

    Unreached(DataSource database, Run run, TokenKey tokens) {
        this.jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(BATCH);
        this.run = run;
        this.tokens = tokens;
    }

    /** In the caller's transaction. */
    void write() {
        List<Row> rows = new ArrayList<>();
        jdbc.query(
                "select class, n, key from keepuntil.unreached where run = ?",
                row -> {
                    String recordClass = row.getString(1);
                    List<String> key = List.of((String[]) row.getArray(3).getArray());
                    rows.add(new Row(recordClass, row.getLong(2), tokens.reference(recordClass, key)));
                    if (rows.size() == BATCH) {
                        insert(rows);
                    }
                },
                run.id());
        insert(rows);
    }

    private record Row(String recordClass, long n, String reference) {}

    private void insert(List<Row> rows) {
        jdbc.update(
                """
                insert into keepuntil.outcome (run, class, n, key_ref, outcome)
                select ?, class, n, key_ref, 'not reached' from unnest(?::text[], ?::bigint[], ?::text[]) as row (class, n, key_ref)""",
                run.id(),
                rows.stream().map(Row::recordClass).toArray(String[]::new),
                rows.stream().map(Row::n).toArray(Long[]::new),
                rows.stream().map(Row::reference).toArray(String[]::new));
        rows.clear();
    }
}
