package org.keepuntil.hold;

import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;

/**
 * The holds of a database. Each change is a transaction of its own together with its entry in the log; when it has returned, nothing
 * that is held goes, not even in a batch that was under way.
 */
public interface Holds {
    /**
     * The holds of that database, to be changed as the approver and listed as anybody.
     *
     * @param key asked for only when something is placed or released
     */
    static Holds of(DataSource account, Supplier<TokenKey> key) {
        return new JdbcHolds(account, key);
    }

    /** Places a hold; waits for a batch that is under way. */
    Hold place(NewHold hold);

    /**
     * Releases a hold.
     *
     * @throws HoldException if there is none of that number, or if it has been released already
     */
    Hold release(long id, String reason);

    /** The holds in the order in which they were placed. */
    List<Hold> list(Filter filter);

    /** Which holds to list. */
    enum Filter {
        ACTIVE,
        ALL
    }

    /**
     * SQL that is true of a record that an active hold keeps.
     *
     * @param recordClass SQL of the class's name, a parameter as a rule
     * @param key SQL of the record's key as {@code text[]}, its columns qualified by their table
     */
    static String condition(String recordClass, String key) {
        return """
                (exists (select 1 from keepuntil.hold active_hold
                    where active_hold.class = %1$s and active_hold.key is null and active_hold.released_at is null)
                or exists (select 1 from keepuntil.hold active_hold
                    where active_hold.class = %1$s and active_hold.key = %2$s and active_hold.released_at is null))""".formatted(recordClass, key);
    }
}
