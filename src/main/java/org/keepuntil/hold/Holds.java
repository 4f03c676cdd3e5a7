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
     * Places many at once, all of them or none; waits for a batch that is under way.
     *
     * @return their numbers, in the order given
     */
    List<Long> place(List<NewHold> holds);

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

    /** Those of these numbers, in the order in which they were placed. */
    List<Hold> find(List<Long> ids);

    /** The classes of which records are on hold, in the order of their names. */
    List<String> classes();
}
