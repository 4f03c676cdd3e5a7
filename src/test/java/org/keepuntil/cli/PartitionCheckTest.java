package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.control.Roles;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;

/** What is missing before an expired partition would be dropped is said before a run. */
class PartitionCheckTest {
    @TempDir
    Path folder;

    @TempDir
    Path keys;

    @Test
    void check_saysWhichRightIsMissing_andWhatStandsInTheWay_untilNothingDoes() throws Exception {
        bind("");
        TestDatabase database = TestDatabase.create();
        String owner = database.login("application").user();
        try (SampleNight sample = SampleNight.of(database, """
                create schema app;
                create table app.file (no int, closed date, primary key (no, closed)) partition by range (closed);
                create table app.file_2010 partition of app.file for values from ('2010-01-01') to ('2011-01-01');
                create table app.file_2030 partition of app.file for values from ('2030-01-01') to ('2031-01-01');
                create view app.seen as select * from app.file_2010;
                alter table app.file_2010 enable row level security;
                alter table app.file owner to "%1$s"; alter table app.file_2010 owner to "%1$s";
                """.formatted(owner), folder, keys)) {
            String operator = Roles.of(database.name()).operator();

            PartitionCheck before = check(sample);
            assertThat(before.advice())
                    .singleElement()
                    .asString()
                    .contains("Expired partitions of file can't be dropped without the rights of their owner")
                    .endsWith("grant \"" + owner + "\" to \"" + operator + "\";");
            assertThat(before.notes())
                    .containsExactly(
                            "Partition app.file_2010 is not dropped: app.seen reads it alone; row-level security is on for app.file_2010.");

            database.execute("grant \"" + owner + "\" to \"" + operator + "\"");
            database.execute("drop view app.seen");
            database.execute("alter table app.file_2010 disable row level security");
            PartitionCheck after = check(sample);
            assertThat(after.advice()).isEmpty();
            assertThat(after.notes())
                    .singleElement()
                    .asString()
                    .startsWith("A partition of app.file of which every record is to be destroyed is dropped.");

            bind(", find by: [no]");
            assertThat(check(sample).advice())
                    .singleElement()
                    .asString()
                    .startsWith("Expired partitions of file can't be dropped: the class can be found by");
        }
    }

    private void bind(String more) throws Exception {
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: files
                title: Files
                version: 1
                records:
                  file: { title: File, events: [closing] }
                rules:
                  - { id: six-years, records: file, keep: 6 years after closing, then: destroy, authority: a test }
                """);
        Files.writeString(folder.resolve("binding.yaml"), """
                records:
                  file: { table: app.file, open while: never, events: { closing: closed }, expired partitions: drop%s }
                """.formatted(more));
    }

    private static PartitionCheck check(SampleNight sample) throws Exception {
        try (Connection connection = sample.operator().getConnection()) {
            PartitionCheck check = new PartitionCheck(
                    sample.workload(), connection, Clock.fixed(Instant.parse("2026-11-22T22:00:00Z"), ZoneOffset.UTC));
            check.run();
            return check;
        }
    }
}
