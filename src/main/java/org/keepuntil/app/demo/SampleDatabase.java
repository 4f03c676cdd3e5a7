package org.keepuntil.app.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The sample database of South Essex Extended Services: fictional children, their referrals and all that belongs to them, in
 * the schema {@value #SCHEMA}. It is the same every time, on every version of PostgreSQL from 14 on.
 *
 * <p>It is laid out as of {@link #AS_OF}: that day, not today, decides how old its people are. Of every thousand children
 * (with {@code --children} a multiple of a thousand, exactly so) it has on purpose:
 *
 * <table>
 * <caption>Planted in every thousand children</caption>
 * <tr><td>10</td><td>born on 29 February, five of them the youngest of three</td></tr>
 * <tr><td>15</td><td>with no date of birth, five of them the youngest of four</td></tr>
 * <tr><td>15</td><td>born on 1 January, five of them the younger of two</td></tr>
 * <tr><td>1 and 1</td><td>who are 25 on that day, and on the next</td></tr>
 * <tr><td>10</td><td>who died, five of them the younger of two</td></tr>
 * <tr><td>40</td><td>who were in care: they have one or two care episodes</td></tr>
 * <tr><td>41</td><td>with one or two offences; one of the 41 is the victim of exploitation whom an inquiry asks about</td></tr>
 * <tr><td>200</td><td>referrals of brothers and sisters: two, three or four children</td></tr>
 * <tr><td>5</td><td>open referrals of people over 25</td></tr>
 * <tr><td>5</td><td>referrals of people over 25 with a contact after the closure</td></tr>
 * <tr><td>5</td><td>referrals of people over 25, closed, with an assessment that was never completed</td></tr>
 * <tr><td>5</td><td>referrals closed at 23:30 UTC in July, which in London is the next day; the last contact is that morning</td></tr>
 * <tr><td>10</td><td>referrals without any contact, assessment or plan</td></tr>
 * </table>
 *
 * Nobody is past 45. Every child has a referral, and four in ten a second one of their own.
 */
public final class SampleDatabase {
    public static final String SCHEMA = "sees";
    public static final long DEFAULT_CHILDREN = 20_000;

    /** The day as of which the sample makes sense: a constant, so that what is shown never depends on today. */
    public static final LocalDate AS_OF = LocalDate.of(2026, 11, 22);

    private static final String OURS =
            "South Essex Extended Services: a sample database of Keepuntil, all people fictional";
    private static final List<String> SCRIPTS =
            List.of("tables.sql", "cases.sql", "records.sql", "children.sql", "keys.sql");

    private SampleDatabase() {}

    /**
     * Makes the sample anew: an earlier sample is dropped with all that was granted on it. All in one transaction, so that a
     * failure leaves the earlier one as it was; then the tables are analysed.
     *
     * @param progress is told what is being made, in a word or two
     * @throws IllegalStateException if there is a schema {@value #SCHEMA} that this did not make; it is left alone
     */
    public static void create(DataSource database, long children, Consumer<String> progress) throws SQLException {
        if (children < 1) {
            throw new IllegalArgumentException("The sample needs at least one child");
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            dropEarlierSample(connection);
            prepare(connection, children, progress);
            for (String script : SCRIPTS) {
                SqlScript.read(script).run(connection, progress);
            }
            connection.commit();
            connection.setAutoCommit(true);
            analyse(connection, progress);
        }
    }

    /** The closed referrals that an inquiry into exploitation asks for, in the order of their ids. All are past 25. */
    public static List<Long> inquiryReferrals(DataSource database) throws SQLException {
        String sql = """
                select r.id
                from sees.referral r
                where r.closed_at is not null
                  and exists (
                    select from sees.referral_child rc
                    join sees.offence o on o.child_id = rc.child_id
                    where rc.referral_id = r.id and o.role = 'victim' and o.category = 'exploitation')
                order by r.id
                """;
        List<Long> ids = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return List.copyOf(ids);
    }

    private static void dropEarlierSample(Connection connection) throws SQLException {
        String comment =
                "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = '" + SCHEMA + "'";
        try (Statement statement = connection.createStatement();
                ResultSet schema = statement.executeQuery(comment)) {
            if (!schema.next()) {
                return;
            }
            refuseUnlessOurs(schema.getString(1));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop schema " + SCHEMA + " cascade");
        }
    }

    private static void refuseUnlessOurs(@Nullable String comment) {
        if (!OURS.equals(comment)) {
            throw new IllegalStateException("The database has a schema " + SCHEMA
                    + " that is not the sample of an earlier time. It was left alone; use another database.");
        }
    }

    /** Fills the two temporary tables that the scripts read: the sample's size and day, and the words. */
    private static void prepare(Connection connection, long children, Consumer<String> progress) throws SQLException {
        progress.accept("words");
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    set local time zone 'UTC';
                    create temporary table setting (children bigint, staff bigint, as_of date) on commit drop;
                    create temporary table word (pool text, n bigint, word text, primary key (pool, n)) on commit drop;
                    """);
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into pg_temp.setting values (?, ?, ?)")) {
            insert.setLong(1, children);
            insert.setLong(2, Math.max(12, children / 250));
            insert.setObject(3, AS_OF);
            insert.execute();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into pg_temp.word select ?, n - 1, word from unnest(?::text[]) with ordinality as drawn (word, n)")) {
            for (Map.Entry<String, List<String>> pool : WordPools.draw().entrySet()) {
                insert.setString(1, pool.getKey());
                insert.setArray(
                        2, connection.createArrayOf("text", pool.getValue().toArray()));
                insert.execute();
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze pg_temp.word, pg_temp.setting");
        }
    }

    private static void analyse(Connection connection, Consumer<String> progress) throws SQLException {
        progress.accept("statistics");
        try (Statement statement = connection.createStatement()) {
            for (String table : tables(connection)) {
                statement.execute("vacuum (analyze) \"" + SCHEMA + "\".\"" + table + "\"");
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(null, SCHEMA, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        return tables;
    }
}
