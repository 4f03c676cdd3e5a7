package org.keepuntil.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** What a DBA would write, as SQL in a session of their own. */
final class HandWritten implements Contender {
    /** How much care is taken. */
    enum Care {
        /** Everything in one transaction. */
        ONE_TRANSACTION("transaction", "by hand, one transaction"),
        /** Batches in the order of the key; nothing is locked, looked at again or written down. */
        BARE("bare", "by hand, bare batches"),
        /** Keeps holds out, locks the record and what decides, and looks again whether it is due. */
        LOCKING("locking", "by hand, batches that lock and re-check"),
        /** The same, and a row of an audit table for each record. */
        AUDITED("audited", "by hand, the same with an SQL audit row a record");

        private final String word;
        private final String title;

        Care(String word, String title) {
            this.word = word;
            this.title = title;
        }
    }

    private final Case of;
    private final Care care;
    private final int batch;

    HandWritten(Case of, Care care, int batch) {
        this.of = of;
        this.care = care;
        this.batch = batch;
    }

    @Override
    public String name() {
        return care.word;
    }

    @Override
    public String title() {
        return care.title;
    }

    @Override
    public void prepare(Server server, String database) {
        server.database(database).execute("""
                create table bench.hold_gate ();
                create table bench.hold (referral_id bigint primary key);
                create table bench.audit (id bigint generated always as identity primary key, at timestamptz not null default now(), token bytea not null,
                    rule text not null, referrals int not null, notes int not null)""");
    }

    @Override
    public Took run(Server server, String database) throws SQLException {
        long began = System.nanoTime();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (care == Care.ONE_TRANSACTION) {
                statement.execute("create temporary table due on commit drop as select r.id from " + of.from()
                        + " where " + of.condition());
                statement.execute("analyze due");
                long first = System.nanoTime();
                statement.execute("delete from bench.note n using due d where n.referral_id = d.id");
                statement.execute("delete from bench.referral r using due d where r.id = d.id");
                connection.commit();
                return Took.of(Contender.seconds(first), Contender.seconds(began));
            }
            int due = queue(statement);
            connection.commit();
            long first = System.nanoTime();
            if (care == Care.BARE) {
                bare(connection, due);
            } else {
                careful(connection, statement, due);
            }
            return Took.of(Contender.seconds(first), Contender.seconds(began));
        }
    }

    private int queue(Statement statement) throws SQLException {
        statement.execute(
                "create temporary table queue as select row_number() over (order by r.id)::int as n, r.id from "
                        + of.from() + " where " + of.condition());
        int due = statement.getUpdateCount();
        statement.execute("create unique index on queue (n)");
        statement.execute("analyze queue");
        return due;
    }

    private void bare(Connection connection, int due) throws SQLException {
        try (PreparedStatement notes = connection.prepareStatement(
                        "delete from bench.note n using queue q where n.referral_id = q.id and q.n > ? and q.n <= ?");
                PreparedStatement referrals = connection.prepareStatement(
                        "delete from bench.referral r using queue q where r.id = q.id and q.n > ? and q.n <= ?")) {
            for (int from = 0; from < due; from += batch) {
                range(notes, from).executeUpdate();
                range(referrals, from).executeUpdate();
                connection.commit();
            }
        }
    }

    /** The rows that are found due behind the locks are what is deleted, and nothing else. */
    private void careful(Connection connection, Statement statement, int due) throws SQLException {
        statement.execute("create temporary table batch (id bigint primary key) on commit delete rows");
        connection.commit();
        String lock = "insert into batch select r.id from " + of.from()
                + " join queue q on q.id = r.id where q.n > ? and q.n <= ? and " + of.condition()
                + " and not exists (select from bench.hold h where h.referral_id = r.id) for update of r"
                + (of.people() ? " for share of p" : "");
        String delete = "with n as (delete from bench.note n using batch b where n.referral_id = b.id";
        String both = care == Care.AUDITED
                ? delete + " returning n.referral_id) insert into bench.audit (token, rule, referrals, notes)"
                        + " select sha256(convert_to('a secret of the installation:referral:' || b.id, 'UTF8')), 'after-six-years', 1, count(n.referral_id)"
                        + " from batch b left join n on n.referral_id = b.id group by b.id"
                : "delete from bench.note n using batch b where n.referral_id = b.id";
        try (PreparedStatement locks = connection.prepareStatement(lock);
                PreparedStatement notes = connection.prepareStatement(both);
                PreparedStatement referrals =
                        connection.prepareStatement("delete from bench.referral r using batch b where r.id = b.id")) {
            for (int from = 0; from < due; from += batch) {
                statement.execute("lock table bench.hold_gate in share mode");
                range(locks, from).executeUpdate();
                notes.executeUpdate();
                referrals.executeUpdate();
                connection.commit();
            }
        }
    }

    private PreparedStatement range(PreparedStatement statement, int from) throws SQLException {
        statement.setInt(1, from);
        statement.setInt(2, from + batch);
        return statement;
    }
}
