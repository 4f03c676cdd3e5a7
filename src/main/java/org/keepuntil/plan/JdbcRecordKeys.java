package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@link RecordKeys} in the record's own table. */
final class JdbcRecordKeys implements RecordKeys {
    private final RowKeys keys;

    JdbcRecordKeys(DataSource database, Workload.Work work) {
        Layout layout = work.layout();
        // the key does not depend on the day
        ClassSql sql = work.sql(LocalDate.EPOCH);
        this.keys = new RowKeys(
                new JdbcTemplate(database),
                layout.root(),
                layout.key(),
                sql.key(),
                sql.keyIs("k.parts"),
                sql.ofClass());
    }

    @Override
    public List<Written> written(List<RecordKey> given) {
        return keys.written(given);
    }

    @Override
    public Optional<RecordKey> asWritten(RecordKey given) {
        return keys.written(List.of(given)).get(0).key();
    }

    @Override
    public boolean exists(RecordKey key) {
        return keys.written(List.of(key)).get(0).exists();
    }
}
