package org.keepuntil.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.prove.RecordHistory;
import org.keepuntil.audit.seal.LogExport;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.sums.ControlTables;
import org.keepuntil.audit.verify.DatabaseLog;
import org.keepuntil.audit.verify.ExportedLog;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long it takes to work with a log of very many entries, beside as many records that are there. Nothing is asserted of that; the numbers
 * of the manual are what this prints, run by itself with {@code -Dkeepuntil.test.entries=1000000}. The processor's time is that of this
 * process, not of the server.
 */
@EnabledIfSystemProperty(named = "keepuntil.test.entries", matches = "[0-9]+")
class LogAtScaleTest {
    private static final int BATCH = 5000;
    private static final int BACK = 5;

    @TempDir
    Path folder;

    /** Something that takes its time. */
    private interface Step {
        void run() throws Exception;
    }

    @Test
    void aLogOfManyEntries_isWrittenSealedExportedVerifiedSearchedAndHeldAgainstTheRecords() throws Exception {
        int entries = Integer.getInteger("keepuntil.test.entries");
        int records = Integer.getInteger("keepuntil.test.records", entries);
        String tables = "create table note (id bigint primary key, written_on date);"
                + " insert into note select n, '2010-01-01' from generate_series(%d, %d) n"
                        .formatted(entries - BACK, entries - BACK + records - 1);
        try (SampleNight sample = SampleNight.of(TestDatabase.create(), tables, schedule(), folder)) {
            Run run = Runs.of(JdbcClient.create(sample.operator())).begin(LocalDate.of(2026, 11, 21));
            TokenKey tokens = sample.tokens();
            said("append", entries, () -> append(sample, run, tokens, entries));
            Sealer sealer = new Sealer(sample.operator(), sample.signingKey(), Clock.systemUTC());
            said("seal", entries, () -> sealer.seal(OptionalLong.of(run.id())));
            new JdbcTemplate(sample.superuser()).execute("vacuum analyze");
            said(
                    "verify from the database",
                    entries,
                    () -> assertThat(DatabaseLog.verify(
                                            sample.superuser(), List.of(), List.of(), List.of(new ControlTables()))
                                    .findings())
                            .isEmpty());
            Path export = folder.resolve("export");
            said("export", entries, () -> new LogExport(sample.operator(), export).write());
            said(
                    "verify the export",
                    entries,
                    () -> assertThat(ExportedLog.verify(export, List.of(), List.of())
                                    .findings())
                            .isEmpty());
            String reference = tokens.reference("note", List.of(Integer.toString(entries / 2)));
            said(
                    "find one record in the log",
                    entries,
                    () -> assertThat(RecordHistory.of(
                                    AuditLog.of(JdbcClient.create(sample.operator())),
                                    "note",
                                    Set.of(reference),
                                    n -> {}))
                            .hasSize(1));
            said("read what went", entries, () -> Search.in(sample.operator(), tokens, new OwnLog(sample.operator())));
            said("watch, which reads what went first", records, () -> {
                Watch.Watched watched = new Watch(sample.operator(), sample.workload(), tokens)
                        .look(run, Duration.ofHours(1), () -> false)
                        .get(0);
                assertThat(List.of(watched.looked(), watched.found())).containsExactly((long) records, (long) BACK);
            });
            String copy = System.getProperty("keepuntil.test.export", "");
            if (!copy.isEmpty()) {
                copy(export, Path.of(copy), sample.signingKey().verifier().format());
            }
        }
    }

    private Path schedule() throws Exception {
        Path schedule = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(schedule.resolve("schedule.yaml"), """
                schedule: papers
                title: Papers
                version: 1
                records:
                  note: { title: Note, events: [written] }
                rules:
                  - { id: note-1, records: note, keep: 1 year after written, then: destroy, authority: a test }
                """);
        Files.writeString(schedule.resolve("binding.yaml"), """
                records:
                  note: { table: note, open while: never, events: { written: written_on } }
                """);
        return schedule;
    }

    private static void append(SampleNight sample, Run run, TokenKey tokens, int entries) {
        AuditLog log = AuditLog.of(JdbcClient.create(sample.operator()));
        TokenKey.Namer namer = tokens.namer("note");
        Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
        for (int done = 0; done < entries; done += BATCH) {
            List<Disposed> batch = new ArrayList<>();
            for (int n = done; n < Math.min(entries, done + BATCH); n++) {
                batch.add(new Disposed(
                        run.id(),
                        "note",
                        text.encodeToString(namer.name(List.of(Integer.toString(n)))),
                        Disposal.DESTROY,
                        "note-1",
                        LocalDate.of(2026, 11, 21),
                        Map.of("public.note", 1L),
                        Map.of()));
            }
            log.append(run.id(), batch);
        }
    }

    /** For tools of others; beside it the key. */
    private static void copy(Path export, Path to, String key) throws Exception {
        try (Stream<Path> files = Files.walk(export)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(export.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        Files.writeString(to.resolveSibling(to.getFileName() + ".key"), key + "\n");
    }

    private static void said(String what, long entries, Step step) throws Exception {
        long start = System.nanoTime();
        long cpu = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis();
        step.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double own = (ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis()
                        - cpu)
                / 1e3;
        System.out.printf(
                Locale.ROOT,
                "%-36s %,12d in %7.2f s: %,11.0f a second; %6.2f s of a processor%n",
                what,
                entries,
                seconds,
                entries / seconds,
                own);
    }
}
