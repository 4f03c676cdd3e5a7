package org.keepuntil.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Statements that somebody has written for the purpose, in one transaction. */
record ByHand(String name, String title, List<String> statements) implements Contender {
    /** A row for each record in a table: what becomes of it and when, as a dry run counts them. */
    static ByHand classification(Case of) {
        String eligible = "r.closed_on + interval '6 years 1 day'";
        return new ByHand(
                "classification",
                "by hand, a row with status and day for each record into a table",
                List.of(
                        "create table bench.classification (id bigint not null, status text not null, rule text not null, eligible_on date)",
                        "insert into bench.classification select r.id, case when r.closed_on is null then 'open' when "
                                + of.condition() + " then 'due' else 'retained' end, 'rule-0', "
                                + (of.people() ? "greatest(" + eligible + ", p.born + interval '25 years')" : eligible)
                                + " from " + of.from()));
    }

    /** The same columns as the binding names. */
    static ByHand update(Case of) {
        String due = "select r.id from " + of.from() + " where " + of.condition();
        return new ByHand(
                "update",
                "by hand, one UPDATE for each table, in one transaction",
                List.of(
                        "create temporary table due on commit drop as " + due,
                        "analyze due",
                        "update bench.note n set body = '' from due d where n.referral_id = d.id",
                        "update bench.referral r set summary = '', received_on = date_trunc('year', r.received_on) from due d where r.id = d.id"));
    }

    @Override
    public Took run(Server server, String database) throws SQLException {
        long began = System.nanoTime();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : statements) {
                statement.execute(each);
            }
            connection.commit();
        }
        double seconds = Contender.seconds(began);
        return Took.of(seconds, seconds);
    }
}
