package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.Content;
import org.keepuntil.testing.Program;
import org.keepuntil.testing.SampleNight;

/** The program is killed while it drops a partition: all of it is there, and the next run goes on. */
class PartitionKillTest {
    private static final String DROPPING =
            "select count(*) from pg_stat_activity where datname = current_database() and query like 'drop table %'";

    @TempDir
    Path folder;

    @Test
    void aPartitionIsWhollyThere_whenTheProgramIsKilledAtTheDrop_andWhollyGoneAfterTheNextRun() throws Exception {
        try (PartitionedFiles files = PartitionedFiles.make(folder, "")) {
            // so that there is time to kill it after everything but the commit
            files.execute("""
                    create function app.slowly() returns event_trigger language plpgsql as 'begin perform pg_sleep(120); end';
                    create event trigger slowly on sql_drop when tag in ('DROP TABLE') execute function app.slowly();
                    """);
            Content before = Content.of(files.files().sample().superuser(), "app");
            Process run = start(files, "killed");
            while (run.isAlive() && files.count(DROPPING) == 0) {
                Thread.sleep(20);
            }
            run.destroyForcibly().waitFor();
            files.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and usename like 'keepuntil%'");
            while (files.count("select count(*) from pg_stat_activity where datname = current_database()"
                            + " and usename like 'keepuntil%'")
                    > 0) {
                Thread.sleep(20);
            }

            assertThat(files.partitions()).hasSize(3);
            assertThat(before.without(Content.of(files.files().sample().superuser(), "app")))
                    .isEmpty();
            assertThat(files.disposed()).isEmpty();
            assertThat(files.dropped()).isEmpty();

            files.execute("drop event trigger slowly");
            Process next = start(files, "next");
            assertThat(next.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(next.exitValue())
                    .as(Files.readString(folder.resolve("next")))
                    .isZero();
            assertThat(files.partitions()).containsExactly("app.file_2025");
            assertThat(files.disposed()).hasSize(40).doesNotHaveDuplicates();
            assertThat(files.count("select count(*) from keepuntil.run")).isEqualTo(2);
            assertThat(files.count(
                            "select count(*) from keepuntil.residue where relation in ('app.file_2010', 'app.file_2011')"
                                    + " and l2_at is not null and rows = 20"))
                    .as("what is left of the partitions")
                    .isEqualTo(2);
            assertThat(files.count("select count(*) from keepuntil.residue where relation = 'app.file'"))
                    .isZero();
            assertThat(files.findings()).isEmpty();
        }
    }

    private Process start(PartitionedFiles files, String output) throws Exception {
        return Program.start(
                files.files().sample(),
                folder.resolve(output),
                "run",
                "--schedule",
                folder.resolve("schedule").toString(),
                "--as-of",
                SampleNight.AS_OF.toString(),
                "--report",
                folder.resolve("reports").toString());
    }
}
