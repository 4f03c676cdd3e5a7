package org.keepuntil.hold;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.hold.Request.State;
import org.keepuntil.hold.RequestException.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Requests} in {@code keepuntil.request}. Who and when come from the database, so entries are written after their rows. */
final class JdbcRequests implements Requests {
    private final JdbcClient database;
    private final RequestRows rows;
    private final AuditLog log;
    private final Holds holds;
    private final Supplier<TokenKey> tokenKey;
    private final TransactionTemplate transaction;

    JdbcRequests(DataSource account, Supplier<TokenKey> tokenKey) {
        this.database = JdbcClient.create(account);
        this.rows = new RequestRows(database);
        this.log = AuditLog.of(database);
        // its transactions are part of those that are begun here, for they are on the same connection
        this.holds = Holds.of(account, tokenKey);
        this.tokenKey = tokenKey;
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(account));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    static Set<String> erasing(DataSource account) {
        return JdbcClient.create(account)
                .sql("select distinct class from keepuntil.erasure")
                .query(String.class)
                .set();
    }

    @Override
    public List<Request> list() {
        return rows.all();
    }

    @Override
    public Optional<Request> find(long id) {
        return rows.find(id);
    }

    @Override
    public Request receive(NewRequest request) {
        TokenKey token = tokenKey.get();
        return transaction.execute(status -> {
            long id = insert(request);
            for (NewRequest.About about : request.records()) {
                boolean held =
                        request.kind() == RequestKind.OBJECT && about.against().isEmpty();
                @Nullable Long hold = held ? restrict(request.kind(), id, about.recordClass(), about.key()) : null;
                long number = insert(id, about, hold);
                about.against().ifPresent(ground -> decide(number, "refused", ground));
            }
            Request received = existing(id);
            log.appendRequest(id, RequestEntries.received(received, token));
            received.in(State.REFUSED).forEach(each -> append(received, each, token));
            return received;
        });
    }

    @Override
    public Request grant(long id, List<Request.Item> records, String ground) {
        return decide(id, records, "granted", ground, (request, each) -> {
            if (request.kind() == RequestKind.RESTRICT) {
                database.sql("update keepuntil.request_record set hold = ? where id = ?")
                        .param(restrict(request.kind(), id, each.recordClass(), each.key()))
                        .param(each.id())
                        .update();
            }
        });
    }

    @Override
    public Request refuse(long id, List<Request.Item> records, String ground) {
        return decide(id, records, "refused", ground, (request, each) -> release(request, each, "refused"));
    }

    @Override
    public Request withdraw(long id, String reason) {
        return transaction.execute(status -> {
            int changed = database.sql(
                            "update keepuntil.request set withdraw_reason = ? where id = ? and withdrawn_at is null")
                    .param(reason)
                    .param(id)
                    .update();
            Request withdrawn = existing(id);
            if (changed == 0) {
                throw new RequestException(Kind.CLOSED, "Request " + id + " has been withdrawn already.");
            }
            withdrawn.records().forEach(each -> release(withdrawn, each, "withdrawn"));
            log.appendRequest(id, RequestEntries.withdrawn(withdrawn));
            return withdrawn;
        });
    }

    /** What else a decision does for a record. */
    private interface Consequence {
        void of(Request request, Request.Item decided);
    }

    private Request decide(
            long id, List<Request.Item> records, String decision, String ground, Consequence consequence) {
        TokenKey token = tokenKey.get();
        return transaction.execute(status -> {
            Request request = existing(id);
            for (Request.Item each : records) {
                if (decide(each.id(), decision, ground) == 0) {
                    throw new RequestException(
                            Kind.CLOSED,
                            "Request " + id + " has been decided or withdrawn. Look: keepuntil request show " + id);
                }
                consequence.of(request, each);
            }
            Request decided = existing(id);
            List<Long> numbers = records.stream().map(Request.Item::id).toList();
            decided.records().stream()
                    .filter(each -> numbers.contains(each.id()))
                    .forEach(each -> append(decided, each, token));
            return decided;
        });
    }

    private Request existing(long id) {
        return rows.find(id)
                .orElseThrow(() -> new RequestException(
                        Kind.NOT_FOUND, "There is no request " + id + ". Run: keepuntil request list --all"));
    }

    private void append(Request request, Request.Item decided, TokenKey token) {
        log.appendRequestDecision(decided.id(), RequestEntries.decided(request, decided, token));
    }

    private long insert(NewRequest request) {
        return database.sql("""
                        insert into keepuntil.request (kind, person_table, person_key, given_on, received_on, requester, reference)
                        values (:kind, :table, :key::text[], :given::date, :received, :by, :reference) returning id""")
                .param("kind", request.kind().word())
                .param(
                        "table",
                        request.person().map(NewRequest.PersonRow::table).orElse(null))
                .param(
                        "key",
                        request.person()
                                .map(person -> person.key().toArray(String[]::new))
                                .orElse(null))
                .param("given", request.given().orElse(null))
                .param("received", request.received())
                .param("by", request.by())
                .param("reference", request.reference().orElse(null))
                .query(Long.class)
                .single();
    }

    private long insert(long request, NewRequest.About about, @Nullable Long hold) {
        return database.sql("""
                        insert into keepuntil.request_record (request, class, key, others, hold)
                        values (:request, :class, :key::text[], :others, :hold::bigint) returning id""")
                .param("request", request)
                .param("class", about.recordClass())
                .param("key", about.key().toArray(String[]::new))
                .param("others", about.others())
                .param("hold", hold)
                .query(Long.class)
                .single();
    }

    private int decide(long number, String decision, String ground) {
        return database.sql("""
                        update keepuntil.request_record d set decision = :decision, ground = :ground
                        from keepuntil.request q
                        where q.id = d.request and d.id = :id and d.decision is null and q.withdrawn_at is null""")
                .param("decision", decision)
                .param("ground", ground)
                .param("id", number)
                .update();
    }

    private long restrict(RequestKind kind, long request, String recordClass, List<String> key) {
        return holds.place(new NewHold(
                        recordClass,
                        Optional.of(key),
                        HoldKind.RESTRICTION,
                        "UK GDPR " + kind.article(),
                        Optional.of("request " + request),
                        "request " + request + " for " + kind.noun(),
                        Optional.empty()))
                .id();
    }

    /** Releases what the request holds, unless somebody has done so. */
    private void release(Request request, Request.Item about, String how) {
        about.hold()
                .filter(hold -> holds.find(List.of(hold)).stream().anyMatch(Hold::active))
                .ifPresent(hold -> holds.release(hold, "request " + request.id() + " was " + how));
    }
}
