package org.keepuntil.app.soak;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.springframework.dao.DataAccessException;

/**
 * The application, which goes on while runs work and faults happen. What it does to a record it notes in the same transaction, so that what
 * was noted must have kept the record.
 */
public final class Application implements AutoCloseable {
    private static final List<Integer> ISOLATIONS = List.of(
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_REPEATABLE_READ,
            Connection.TRANSACTION_SERIALIZABLE);

    /** Records are shared out, so that what waits for another waits for a run. */
    private static final int SHARES = 8;

    private final DataSource database;
    private final Holds approver;
    private final long seed;
    private final int pause;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Map<Deed, AtomicInteger> done = new EnumMap<>(Deed.class);
    private final AtomicLong longestWait = new AtomicLong();
    private final AtomicInteger deadlocks = new AtomicInteger();

    /**
     * @param pause milliseconds: the shorter, the more it does
     */
    public Application(DataSource database, Holds approver, long seed, int pause) {
        this.database = database;
        this.approver = approver;
        this.seed = seed;
        this.pause = pause;
        for (Deed deed : Deed.values()) {
            done.put(deed, new AtomicInteger());
        }
    }

    /** What it does. */
    enum Deed {
        CONTACT(
                "contact",
                "insert into sees.contact (referral_id, made_at, method, staff_id, notes)"
                        + " select id, timestamptz '2026-11-22 10:00+00', 'visit', staff_id, 'x' from sees.referral where id = ?"),
        REOPEN("reopened", "update sees.referral set closed_at = null where id = ?"),
        MOVE(
                "moved",
                "update sees.referral_child set child_id = (select max(id) from sees.child where date_of_birth > '2015-01-01')"
                        + " where referral_id = ? and child_id = (select min(child_id) from sees.referral_child where referral_id = ?)"),
        EPISODE(
                "care",
                "insert into sees.care_episode (child_id, started_on, legal_status, placement)"
                        + " select min(child_id), date '2010-01-01', 'section 20', 'foster' from sees.referral_child where referral_id = ?"
                        + " having count(*) > 0"),
        BIRTH("birth", ""),
        LOCK("", ""),
        CHILD_THEN_ROOT("", ""),
        HOLD("hold", "");

        private final String what;
        private final String sql;

        Deed(String what, String sql) {
            this.what = what;
            this.sql = sql;
        }
    }

    public void begin() {
        for (Deed deed : Deed.values()) {
            threads.execute(() -> work(deed));
        }
    }

    private static int share(Deed deed) {
        return List.of(Deed.values()).indexOf(deed);
    }

    private void work(Deed deed) {
        Random random = new Random(seed + share(deed));
        while (!over.get()) {
            try {
                TimeUnit.MILLISECONDS.sleep(pause + random.nextInt(3 * pause));
                Optional<Long> record = pick(deed, random);
                if (record.isPresent()) {
                    act(deed, record.get(), random);
                    done(deed).incrementAndGet();
                }
            } catch (SQLException e) {
                failed(e.getSQLState());
            } catch (DataAccessException e) {
                failed(e.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : null);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** What fails was not done. Only a deadlock is a run's fault: all else is the server's, or a record that had gone. */
    private void failed(@Nullable String state) {
        if ("40P01".equals(state)) {
            deadlocks.incrementAndGet();
        }
    }

    private AtomicInteger done(Deed deed) {
        return Objects.requireNonNull(done.get(deed));
    }

    /** A record that was due at first and is still there. */
    private Optional<Long> pick(Deed deed, Random random) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select d.id from soak.due d join sees.referral r on r.id = d.id where d.id % " + SHARES
                                + " = ? order by md5(d.id::text || ?) limit 1")) {
            query.setInt(1, share(deed));
            query.setString(2, Integer.toString(random.nextInt()));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private void act(Deed deed, long record, Random random) throws SQLException, InterruptedException {
        if (deed == Deed.HOLD) {
            hold(record);
            return;
        }
        try (Connection connection = database.getConnection()) {
            connection.setTransactionIsolation(ISOLATIONS.get(random.nextInt(ISOLATIONS.size())));
            connection.setAutoCommit(false);
            switch (deed) {
                case BIRTH -> birth(connection, record);
                case LOCK -> {
                    update(connection, "select 1 from sees.referral where id = ? for update", record);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(8 * pause));
                }
                case CHILD_THEN_ROOT -> {
                    update(connection, "update sees.contact set notes = notes where referral_id = ?", record);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(pause));
                    update(connection, "update sees.referral set reason = reason where id = ?", record);
                }
                default -> {
                    if (update(connection, deed.sql, record) == 0) {
                        connection.rollback();
                        return;
                    }
                    note(connection, deed, record);
                }
            }
            if (random.nextInt(3) == 0) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(2 * pause));
            }
            connection.commit();
        }
    }

    /** The child is noted even where its record has gone meanwhile; the records, as far as they are there. */
    private void birth(Connection connection, long record) throws SQLException {
        long began = System.nanoTime();
        try (PreparedStatement correct = connection.prepareStatement("""
                with corrected as (
                    update sees.child set date_of_birth = date '2015-05-05'
                    where id = (select min(child_id) from sees.referral_child where referral_id = ?) returning id)
                insert into soak.journal (referral, what, child) select 0, 'birth', id from corrected""")) {
            correct.setLong(1, record);
            correct.executeUpdate();
        } finally {
            waited(began);
        }
        try (PreparedStatement note = connection.prepareStatement("""
                with c as (select min(child_id) as id from sees.referral_child where referral_id = ?)
                insert into soak.journal (referral, what, child)
                select rc.referral_id, 'birth', c.id from c join sees.referral_child rc on rc.child_id = c.id
                    join sees.referral r on r.id = rc.referral_id for key share of r""")) {
            note.setLong(1, record);
            note.executeUpdate();
        }
    }

    private void note(Connection connection, Deed deed, long record) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(
                "insert into soak.journal (referral, what) select id, ? from sees.referral where id = ? for key share")) {
            note.setString(1, deed.what);
            note.setLong(2, record);
            note.executeUpdate();
        }
    }

    private int update(Connection connection, String sql, long record) throws SQLException {
        long began = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setLong(i, record);
            }
            return statement.execute() ? 1 : statement.getUpdateCount();
        } finally {
            waited(began);
        }
    }

    private void waited(long began) {
        longestWait.accumulateAndGet((System.nanoTime() - began) / 1_000_000, Math::max);
    }

    /** Noted when placing has returned: from then on it keeps the record, if it is there. */
    private void hold(long record) throws SQLException {
        approver.place(new NewHold(
                "referral",
                Optional.of(List.of(Long.toString(record))),
                HoldKind.INQUIRY,
                "The inquiry",
                Optional.empty(),
                "asked for",
                Optional.empty()));
        try (Connection connection = database.getConnection()) {
            note(connection, Deed.HOLD, record);
        }
    }

    /** How often it did what, in words. */
    List<String> deeds() {
        List<String> words = new ArrayList<>();
        done.forEach((deed, count) -> words.add(deed.name().toLowerCase(Locale.ROOT) + " " + count));
        return words;
    }

    public int changes() {
        return done.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    int locks() {
        return done(Deed.LOCK).get() + done(Deed.CHILD_THEN_ROOT).get();
    }

    public int deadlocks() {
        return deadlocks.get();
    }

    /** How long a statement has waited at most since this was asked last. */
    public long longestWaitMillis() {
        return longestWait.getAndSet(0);
    }

    /** Ends what it is doing; when this has returned, it does nothing more. */
    public void end() {
        over.set(true);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the application does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }
}
