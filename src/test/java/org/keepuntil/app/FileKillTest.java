package org.keepuntil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.FileFate;
import org.keepuntil.audit.FileGone;
import org.keepuntil.testing.Program;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The program is killed between the commit and the removal of files, and in the midst of it: the next run finishes. */
class FileKillTest {
    private static final int CASES = 4000;
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @Test
    void aKillLeavesNoFileOfARecordThatIsGone_onceTheNextRunIsThrough() throws Exception {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        Random random = new Random(seed);
        Path files = Files.createDirectories(folder.resolve("files"));
        Path schedule = Files.createDirectories(folder.resolve("schedule"));
        for (int i = 1; i <= CASES; i++) {
            Files.writeString(files.resolve(i + ".txt"), "a file");
        }
        Files.writeString(schedule.resolve("schedule.yaml"), """
                schedule: files
                title: Files
                version: 1
                records: { case: { title: Case, events: [closure] } }
                rules:
                  - { id: case-6, records: case, keep: 6 years after closure, then: destroy, authority: a test }
                """);
        Files.writeString(schedule.resolve("binding.yaml"), """
                records:
                  case:
                    table: case_file
                    open while: never
                    events: { closure: closed_on }
                    files: { path: %s }
                    cap: { share: 100%% }
                """.formatted(files));
        String ddl = "create table case_file (id integer primary key, closed_on date, path text);"
                + " create index on case_file (path); insert into case_file select i, case when i % 4 = 0 then date '2026-01-01'"
                + " else '2010-01-01' end, i || '.txt' from generate_series(1, " + CASES + ") i";
        try (SampleNight sample = SampleNight.of(ddl, schedule, folder)) {
            JdbcTemplate jdbc = new JdbcTemplate(sample.superuser());
            for (int kill = 0; kill < KILLS; kill++) {
                Process run = start(sample, schedule, "killed");
                long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
                // first as soon as anything is committed, then in the midst of the removal
                int left = kill == 0 ? CASES : CASES - random.nextInt(CASES / 2);
                while (run.isAlive() && System.nanoTime() < patience) {
                    if (kill == 0 ? count(jdbc, "select count(*) from keepuntil.file") > 0 : there(files) < left) {
                        break;
                    }
                    Thread.sleep(1);
                }
                run.destroyForcibly().waitFor();
                while (count(
                                jdbc,
                                "select count(*) from pg_stat_activity where datname = current_database()"
                                        + " and usename like 'keepuntil%'")
                        > 0) {
                    Thread.sleep(20);
                }
                assertNoFileOfARowIsGone(jdbc, files, "seed " + seed + ", kill " + kill);
            }
            Process last = start(sample, schedule, "last");
            assertThat(last.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(last.exitValue())
                    .as(Files.readString(folder.resolve("last.log")))
                    .isZero();
            assertNoFileOfARowIsGone(jdbc, files, "at the end");
            assertThat(there(files)).as("seed %d", seed).isEqualTo(CASES / 4);
            assertThat(count(jdbc, "select count(*) from keepuntil.file")).isZero();
            assertEachFileIsLoggedOnce(sample, jdbc);
        }
    }

    private static void assertNoFileOfARowIsGone(JdbcTemplate jdbc, Path files, String when) throws Exception {
        Set<String> named = new TreeSet<>(jdbc.queryForList("select path from case_file", String.class));
        try (Stream<Path> all = Files.list(files)) {
            named.removeAll(all.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
        }
        assertThat(named).as(when).isEmpty();
    }

    /** What was removed and not confirmed, because of a kill, is confirmed as absent. */
    private static void assertEachFileIsLoggedOnce(SampleNight sample, JdbcTemplate jdbc) {
        Map<FileFate, Long> fates = new EnumMap<>(FileFate.class);
        List<String> references = new ArrayList<>();
        AuditLog log = AuditLog.of(JdbcClient.create(sample.superuser()));
        jdbc.queryForList("select id from keepuntil.run", Long.class)
                .forEach(run -> log.readIndexed(run, (index, entry) -> {
                    if (entry instanceof FileGone gone) {
                        fates.merge(gone.fate(), gone.files(), Long::sum);
                        references.add(gone.reference());
                    }
                }));
        assertThat(references).doesNotHaveDuplicates().hasSize(CASES * 3 / 4);
        assertThat(fates.keySet()).isSubsetOf(FileFate.REMOVED, FileFate.ABSENT);
        assertThat(fates.getOrDefault(FileFate.REMOVED, 0L)).isPositive();
    }

    private Process start(SampleNight sample, Path schedule, String name) throws Exception {
        return Program.start(
                sample,
                folder.resolve(name + ".log"),
                "run",
                "--schedule",
                schedule.toString(),
                "--as-of",
                SampleNight.AS_OF.toString(),
                "--report",
                folder.resolve("reports").toString());
    }

    private static long there(Path files) throws Exception {
        try (Stream<Path> all = Files.list(files)) {
            return all.count();
        }
    }

    private static long count(JdbcTemplate jdbc, String query) {
        return jdbc.queryForList(query, Long.class).get(0);
    }
}
