package org.keepuntil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.Program;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** No name and no text of a record gets out, even where the database itself says them in an error. */
class NothingLeaksTest {
    private static final String SECRET = "Wilhelmina Featherstonehaugh";

    @TempDir
    Path folder;

    @Test
    void anErrorThatQuotesARecord_isNowhereToBeRead() throws Exception {
        assertSilent("P0001", 9, "text");
    }

    @Test
    void anErrorThatQuotesARecordAndEndsTheRun_isNowhereToBeRead() throws Exception {
        assertSilent("57014", 10, "text");
    }

    @Test
    void anErrorThatQuotesARecord_isNotInTheJsonLogEither() throws Exception {
        assertSilent("57014", 10, "json");
    }

    private void assertSilent(String sqlState, int exitCode, String logFormat) throws Exception {
        try (SampleNight sample = SampleNight.ofSample(300, folder)) {
            sample.database().execute("""
                    update sees.referral set reason = '%s';
                    create function sees.refuse() returns trigger language plpgsql as $$
                        begin raise exception 'no: %%', old.reason using errcode = '%s', detail = old.reason; end $$;
                    create trigger refuse before delete on sees.referral for each row execute function sees.refuse()""".formatted(SECRET, sqlState));
            Path output = folder.resolve("output");
            Path log = folder.resolve("log");
            Process run = Program.start(
                    sample,
                    output,
                    "run",
                    "--debug",
                    "--log",
                    log.toString(),
                    "--log-format",
                    logFormat,
                    "--metrics",
                    folder.resolve("keepuntil.prom").toString(),
                    "--schedule",
                    "schedules/south-essex-extended-services",
                    "--as-of",
                    SampleNight.AS_OF.toString(),
                    "--report",
                    folder.resolve("reports").toString());
            assertThat(run.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(run.exitValue()).as(Files.readString(output)).isEqualTo(exitCode);
            assertThat(log).isNotEmptyFile();
            assertThat(folder.resolve("keepuntil.prom")).isNotEmptyFile();
            assertThat(written())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .as(file.toString())
                            .doesNotContain(SECRET));
            assertThat(controlSchema(sample)).isNotEmpty().noneMatch(row -> row.contains(SECRET));
        }
    }

    private List<Path> written() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static List<String> controlSchema(SampleNight sample) {
        JdbcTemplate jdbc = new JdbcTemplate(sample.superuser());
        return jdbc
                .queryForList("select tablename from pg_tables where schemaname = 'keepuntil'", String.class)
                .stream()
                .flatMap(table ->
                        jdbc.queryForList("select t::text from keepuntil.\"" + table + "\" t", String.class).stream())
                .toList();
    }
}
