package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.control.Roles;
import org.keepuntil.dispose.MissingPrivilegeException;
import org.keepuntil.sql.Identifier;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** A right that was taken away stops the class that needs it, and no other. */
class PrivilegeNightTest {
    private static final String DDL = """
            create table bill (id integer primary key, closed_on date);
            create table letter (id integer primary key, closed_on date);
            create table visit (id integer primary key, closed_on date);
            insert into bill select i, date '2010-01-01' from generate_series(1, 20) i;
            insert into letter select i, date '2010-01-01' from generate_series(1, 30) i;
            insert into visit select i, date '2010-01-01' from generate_series(1, 40) i;
            """;

    @TempDir
    Path folder;

    @Test
    void aMissingPrivilege_stopsItsClass_andTheNextRunDoesIt() throws Exception {
        try (SampleNight sample = SampleNight.of(DDL, schedule(), folder)) {
            JdbcTemplate jdbc = new JdbcTemplate(sample.superuser());
            String operator =
                    Identifier.quote(Roles.of(sample.database().name()).operator());
            jdbc.execute("revoke delete on letter from " + operator);

            Night night = run(sample);

            assertThat(night.stopped()).containsOnlyKeys("letter");
            assertThat(night.stopped().get("letter"))
                    .isInstanceOf(MissingPrivilegeException.class)
                    .hasMessageContaining("keepuntil check");
            assertThat(left(jdbc)).containsExactly(0, 30, 0);
            assertThat(night.result()).isEqualTo(NightResult.STOPPED_BY_PRIVILEGE);
            assertThat(night.reconciliation().done()).isEqualTo(60);
            assertThat(night.reconciliation().notReached()).isEqualTo(30);

            jdbc.execute("grant delete on letter to " + operator);
            Night next = run(sample);

            assertThat(left(jdbc)).containsExactly(0, 0, 0);
            assertThat(next.result()).isEqualTo(NightResult.COMPLETE);
        }
    }

    private Path schedule() throws Exception {
        Path schedule = Files.createDirectories(folder.resolve("schedule"));
        Files.writeString(schedule.resolve("schedule.yaml"), """
                schedule: rights
                title: Rights
                version: 1
                records:
                  bill: { title: Bill, events: [closure] }
                  letter: { title: Letter, events: [closure] }
                  visit: { title: Visit, events: [closure] }
                rules:
                  - { id: bill-6, records: bill, keep: 6 years after closure, then: destroy, authority: a test }
                  - { id: letter-6, records: letter, keep: 6 years after closure, then: destroy, authority: a test }
                  - { id: visit-6, records: visit, keep: 6 years after closure, then: destroy, authority: a test }
                """);
        Files.writeString(schedule.resolve("binding.yaml"), """
                records:
                  bill: { table: bill, open while: never, events: { closure: closed_on } }
                  letter: { table: letter, open while: never, events: { closure: closed_on } }
                  visit: { table: visit, open while: never, events: { closure: closed_on } }
                """);
        return schedule;
    }

    private static Night run(SampleNight sample) throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
        night.dispose();
        night.seal();
        return night;
    }

    private static List<Integer> left(JdbcTemplate jdbc) {
        return jdbc.queryForList(
                "select count(*) from bill union all select count(*) from letter union all select count(*) from visit",
                Integer.class);
    }
}
