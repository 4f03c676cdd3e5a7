package org.keepuntil.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application at work: four sessions, each of which opens a referral fifty times a second, reads its notes, changes it and writes a note, in one
 * transaction. It meets what is being disposed of as often as chance has it.
 */
final class Client implements AutoCloseable {
    /**
     * What it met with.
     *
     * @param p50 milliseconds that half of its transactions took at most, and so on
     * @param waits looks, fifty a second, at which one of its sessions waited for a lock
     */
    record Felt(int transactions, double p50, double p95, double p99, double most, int waits) {}

    private static final int SESSIONS = 4;
    private static final long NANOS_BETWEEN = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String NAME = "keepuntil_benchmark_client";

    private final Server server;
    private final String database;
    private final long referrals;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean closed;
    private final AtomicInteger waits = new AtomicInteger();

    private Client(Server server, String database, long referrals) {
        this.server = server;
        this.database = database;
        this.referrals = referrals;
    }

    static Client begin(Server server, String database, long referrals) {
        Client client = new Client(server, database, referrals);
        for (int i = 0; i < SESSIONS; i++) {
            int session = i;
            client.start(() -> client.work(session));
        }
        client.start(client::watch);
        return client;
    }

    private interface Work {
        void run() throws SQLException, InterruptedException;
    }

    private void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (SQLException e) {
                        throw new IllegalStateException("the application at work failed", e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                NAME);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void work(int session) throws SQLException, InterruptedException {
        Random random = new Random(session);
        try (Connection connection = server.connect(database);
                PreparedStatement name =
                        connection.prepareStatement("select set_config('application_name', ?, false)");
                PreparedStatement open = connection.prepareStatement(
                        "select r.summary, (select count(*) from bench.note n where n.referral_id = r.id) from bench.referral r where r.id = ? for no key update of r");
                PreparedStatement change =
                        connection.prepareStatement("update bench.referral set service = 'early help' where id = ?");
                PreparedStatement write = connection.prepareStatement(
                        "insert into bench.note select nextval('bench.client_note'), ?, now(), 'a note of the client'")) {
            name.setString(1, NAME);
            name.execute();
            connection.setAutoCommit(false);
            long next = System.nanoTime();
            while (!closed) {
                long began = System.nanoTime();
                long id = 1 + random.nextLong(referrals);
                open.setLong(1, id);
                boolean there;
                try (ResultSet row = open.executeQuery()) {
                    there = row.next();
                }
                if (there) {
                    change.setLong(1, id);
                    change.executeUpdate();
                    write.setLong(1, id);
                    write.executeUpdate();
                }
                connection.commit();
                millis.add((System.nanoTime() - began) / 1e6);
                next += NANOS_BETWEEN;
                long rest = next - System.nanoTime();
                if (rest > 0) {
                    TimeUnit.NANOSECONDS.sleep(rest);
                }
            }
        }
    }

    private void watch() throws SQLException, InterruptedException {
        try (Connection connection = server.connect(database);
                PreparedStatement waiting = connection.prepareStatement(
                        "select count(*) from pg_stat_activity where application_name = ? and wait_event_type = 'Lock'")) {
            waiting.setString(1, NAME);
            while (!closed) {
                try (ResultSet row = waiting.executeQuery()) {
                    row.next();
                    waits.addAndGet(Math.min(1, row.getInt(1)));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    /** Ends the work. */
    Felt end() throws InterruptedException {
        close();
        for (Thread thread : threads) {
            thread.join();
        }
        List<Double> sorted = millis.stream().sorted().toList();
        return new Felt(sorted.size(), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1), waits.get());
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1, Math.round(share * (sorted.size() - 1))));
    }

    /** What it writes into. */
    static void prepare(Server server, String database) {
        server.database(database).execute("create sequence bench.client_note start 1000000000");
    }

    @Override
    public void close() {
        closed = true;
    }
}
