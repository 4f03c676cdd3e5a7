package org.keepuntil.plan;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.sql.Workload;

/** The keys of a class of records. It takes the right to read the key's columns, and no others. */
public interface RecordKeys {
    static RecordKeys of(DataSource database, Workload.Work work) {
        return new JdbcRecordKeys(database, work);
    }

    /**
     * The key as the database writes it, which is how plans, holds and the log know it: {@code 42} for {@code 0042}. Empty where it can
     * be no key of the class.
     */
    Optional<RecordKey> asWritten(RecordKey given);

    /**
     * A key as the database writes it, and whether there is such a record.
     *
     * @param key empty where it can be no key of the class
     */
    record Written(Optional<RecordKey> key, boolean exists) {}

    /** The same of many keys at once, in their order. */
    List<Written> written(List<RecordKey> given);

    /** Whether there is such a record. */
    boolean exists(RecordKey key);
}
