package org.keepuntil.hold;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;

/**
 * The requests of people under data protection law. Each act is a transaction of its own together with its entry in the log; when it has
 * returned, every run obeys it, one that is under way too.
 */
public interface Requests {
    /**
     * The requests of that database, to be decided as the approver and listed as anybody.
     *
     * @param key asked for only when something is recorded or decided
     */
    static Requests of(DataSource account, Supplier<TokenKey> key) {
        return new JdbcRequests(account, key);
    }

    /** The classes of which erasures are granted and still to be done. */
    static Set<String> erasing(DataSource account) {
        return JdbcRequests.erasing(account);
    }

    /** Records a request. What the law does not allow is refused at once; the records of an objection are held at once. */
    Request receive(NewRequest request);

    /** All of them, those first that are due first. */
    List<Request> list();

    /** The request of that number. */
    Optional<Request> find(long id);

    /**
     * Grants what was asked for. An erasure goes with the next run; a restriction holds at once.
     *
     * @throws RequestException if one of the records is none of the request or is decided, or if the request is withdrawn
     */
    Request grant(long id, List<Request.Item> records, String ground);

    /**
     * Refuses what was asked for; an objection's record is held no longer.
     *
     * @throws RequestException likewise
     */
    Request refuse(long id, List<Request.Item> records, String ground);

    /**
     * Withdraws a request: what it held is released, and what was granted and not done yet is not done.
     *
     * @throws RequestException if there is none of that number, or if it is withdrawn
     */
    Request withdraw(long id, String reason);
}
