package org.keepuntil.hold;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Standing;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.PeopleSql;
import org.keepuntil.sql.PersonTable;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Looks at the records of which an erasure is asked, as the approver: in the values alone on which rules rest. What earlier acts have
 * pinned is left out, so that a rule may seem to run on whose dates are gone; it never seems to have passed too early.
 */
public final class Subjects {
    private final JdbcTemplate jdbc;
    private final LocalDate asOf;

    /**
     * @param asOf today, where the schedules are in force
     */
    public Subjects(DataSource approver, LocalDate asOf) {
        this.jdbc = new JdbcTemplate(approver);
        this.asOf = asOf;
    }

    /**
     * A record that is there.
     *
     * @param key as the database writes it
     * @param obstacle why the law does not let it be erased now
     */
    public record Found(List<String> key, Optional<String> obstacle) {}

    /** The record with that key, of the key's own types. */
    public Optional<Found> find(Work work, List<String> key) {
        ClassSql sql = work.sql(asOf);
        Sql columns = sql.key();
        for (Sql column : sql.factColumns()) {
            columns = Sql.concat(columns, ", ", column);
        }
        Sql query = Sql.concat("select ", columns, " from ", sql.from(), " where ", sql.ofClass());
        List<Object> values = new ArrayList<>(query.values());
        // the array stands once for each column of the key
        work.layout().key().forEach(column -> values.add(key.toArray(String[]::new)));
        return jdbc
                .query(
                        query.text() + " and " + sql.keyIs("(?::text[])").text(),
                        (row, n) -> found(work, sql, row),
                        values.toArray())
                .stream()
                .findFirst();
    }

    /**
     * Whether somebody else than the person figures in the record, or it is not clear that nobody does.
     *
     * @param key of the record, as the database writes it
     */
    public boolean isAboutOthers(Work work, List<String> key, PersonTable people, List<String> person) {
        ClassSql sql = work.sql(asOf);
        Sql query = Sql.concat(
                "select ",
                PeopleSql.others(work.layout(), people, "k.person"),
                " from (select ",
                Sql.of(
                        "?::text[] as person, ?::text[] as record",
                        person.toArray(String[]::new),
                        key.toArray(String[]::new)),
                ") k join " + Identifier.of(work.layout().root()) + " r on ",
                sql.keyIs("k.record"));
        return jdbc.queryForList(query.text(), Boolean.class, query.values().toArray()).stream()
                .allMatch(Boolean.TRUE::equals);
    }

    private Found found(Work work, ClassSql sql, ResultSet row) throws SQLException {
        Decision decision = work.decider().decide(sql.readFacts(row, 2), Standing.CLEAR, asOf);
        return new Found(List.of((String[]) row.getArray(1).getArray()), Obstacle.in(decision, asOf));
    }
}
