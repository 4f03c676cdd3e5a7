package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keepuntil.control.Installer;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** What drives the query for what is due leaves no record out: random rules of every form, random facts, bad data included. */
class DrivingBoundsTest {
    private static final int SCHEDULES = 60;
    private static final String INDEXES = """
            create index on f.link (record_id); create index on f.link (kid_id); create index on f.contact (record_id);
            create index on f.assessment (record_id); create index on f.episode (person_id); create index on f.contact (made_at);
            create index on f.kid (born); create index on f.record (closed_at); create index on f.record (person_id); analyze""";

    @Test
    void theSameRecordsAreDue_withDrivingBoundsAndWithout() throws Exception {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        Random random = new Random(seed);
        long due = 0;
        long driven = 0;
        try (TestDatabase database = TestDatabase.create()) {
            Installer.install(database.dataSource());
            database.execute(EvaluatorsAgreeTest.script());
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            EvaluatorsAgreeTest.fill(jdbc, random);
            database.execute(INDEXES);
            Workload.Bound bound = EvaluatorsAgreeTest.bound(database);
            for (int i = 0; i < SCHEDULES; i++) {
                Workload workload = EvaluatorsAgreeTest.with(bound, new RandomRules(random), random);
                Workload.Work work = workload.classes().get(0);
                for (int round = 0; round < 4; round++) {
                    LocalDate asOf = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(60 * 365));
                    RandomDocket.fill(database.dataSource(), workload, asOf, random);
                    ClassSql sql = work.sql(asOf);
                    List<String> all = keys(
                            jdbc, sql, Sql.concat(" from ", sql.from(), " where ", Sql.and(sql.ofClass(), sql.due())));
                    assertThat(keys(jdbc, sql, sql.fromDue()))
                            .as("seed %d, schedule %d, as of %s: %s", seed, i, asOf, work.rules())
                            .isEqualTo(all);
                    due += all.size();
                    driven += sql.fromDue().text().contains("select r.*") ? 1 : 0;
                }
            }
        }
        System.out.printf("%,d due records found both ways (seed %d), %d queries driven%n", due, seed, driven);
        assertThat(due).isPositive();
        assertThat(driven).isPositive();
    }

    private static List<String> keys(JdbcTemplate jdbc, ClassSql sql, Sql fromDue) {
        Sql query = Sql.concat("select ", sql.key(), "::text", fromDue, " order by ", sql.keyOrder());
        return jdbc.queryForList(query.text(), String.class, query.values().toArray());
    }
}
