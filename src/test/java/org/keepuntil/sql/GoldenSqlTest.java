package org.keepuntil.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The SQL that is made of the sample's rules, to be read by a person: bare columns, bounds that Java computed, no date computed by the
 * database. Written anew with {@code -Dgolden.update=true}.
 */
class GoldenSqlTest {
    @TempDir
    Path keys;

    @Test
    void theSampleRulesAsSql() throws Exception {
        try (SampleNight sample = SampleNight.ofSample(100, keys)) {
            ClassSql sql = sample.workload().classes().get(0).sql(LocalDate.of(2026, 11, 22));
            String found = "-- what is due\n" + Golden.shown(due(sql)) + "\n\n-- the status\n"
                    + Golden.shown(sql.status()) + "\n";
            Golden.compare("referral.sql", found);
            assertThat(found).doesNotContain("interval").doesNotContain("now()").doesNotContain("current_date");
        }
    }

    @Test
    void aLoadedTableIsAskedForTheBoundsAlone() throws Exception {
        try (SampleNight sample = SampleNight.ofSample(2000, keys)) {
            Sql due = due(sample.workload().classes().get(0).sql(LocalDate.of(2026, 11, 22)));
            String plan = String.join(
                    "\n",
                    new JdbcTemplate(sample.superuser())
                            .queryForList(
                                    "explain (costs off) " + due.text(),
                                    String.class,
                                    due.values().toArray()));
            assertThat(plan).contains("date_of_birth").contains("2001-11-22");
        }
    }

    private static Sql due(ClassSql sql) {
        return Sql.concat("select ", sql.key(), sql.fromDue(), " order by ", sql.keyOrder());
    }
}
