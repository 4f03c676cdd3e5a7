package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.FileFate;
import org.keepuntil.audit.FileGone;
import org.keepuntil.audit.Refreshed;
import org.keepuntil.audit.sums.RunSums;
import org.keepuntil.control.Roles;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.dispose.FileReadiness;
import org.keepuntil.dispose.LoggedRows;
import org.keepuntil.residue.LevelRows;
import org.keepuntil.testing.ControlFindings;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.Tampering;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files and large objects go after, or with, the rows that name them; what else names them, or lies elsewhere, stays. */
class FilesNightTest {
    private static final LocalDate AS_OF = LocalDate.parse("2026-11-22");

    private static final String SCHEDULE = """
            schedule: files
            title: Files
            version: 1
            records: { case: { title: Case, events: [closure] } }
            rules:
              - { id: case-6, records: case, keep: 6 years after closure, then: destroy, authority: a test }
            """;

    private static final String DDL = """
            create table case_file (id integer primary key, closed_on date, cover text, scan oid);
            create table document (
                id integer primary key, case_id integer not null references case_file, path varchar(200), size integer);
            create index on document (case_id);
            create view all_documents as select path, case_id from document;
            create materialized view document_list as select case_id, count(*) as n from all_documents group by case_id;
            create unique index on document_list (case_id);
            create materialized view totals as select sum(n) as n from document_list;
            insert into case_file values
                (1, '2010-01-01', null, null), (2, '2010-01-01', 'covers/2.jpg', null), (3, '2025-01-01', null, null),
                (4, '2010-01-01', null, null), (5, '2010-01-01', null, null), (6, '2010-01-01', null, null),
                (7, '2010-01-01', null, null), (8, '2010-01-01', null, null);
            insert into document values
                (11, 1, 'a/one.pdf'), (12, 1, 'a/shared.pdf'), (13, 1, 'a/gone.pdf'), (14, 1, 'a/twice.pdf'),
                (21, 2, './a/twice.pdf'), (22, 2, null), (23, 2, ''),
                (31, 3, 'a/shared.pdf'), (32, 3, 'a/three.pdf'),
                (41, 4, '../outside.txt'), (42, 4, 'a/four.pdf'),
                (51, 5, 'link/outside.txt'),
                (61, 6, 'a'),
                (71, 7, 'alias.pdf'),
                (81, 8, 'ROOT/a/eight.pdf');
            """;

    @TempDir
    Path folder;

    private Path root;
    private SampleNight sample;
    private JdbcTemplate jdbc;

    @BeforeEach
    void makeDatabase() throws Exception {
        root = Files.createDirectories(folder.resolve("documents"));
        for (String name : List.of("one", "shared", "twice", "three", "four", "eight", "nobody")) {
            write(root.resolve("a").resolve(name + ".pdf"));
        }
        write(root.resolve("covers/2.jpg"));
        write(folder.resolve("outside.txt"));
        Files.createSymbolicLink(root.resolve("link"), folder);
        Files.createSymbolicLink(root.resolve("alias.pdf"), root.resolve("a/nobody.pdf"));
        Path schedule = Files.createDirectories(folder.resolve("schedule"));
        Files.writeString(schedule.resolve("schedule.yaml"), SCHEDULE);
        Files.writeString(schedule.resolve("binding.yaml"), """
                records:
                  case:
                    table: case_file
                    open while: never
                    events: { closure: closed_on }
                    components: [document]
                    files: { document.path: %s, cover: %s, scan: large object }
                """.formatted(root, root));
        sample = SampleNight.of(DDL.replace("ROOT", root.toString()), schedule, folder);
        jdbc = new JdbcTemplate(sample.superuser());
        jdbc.execute("refresh materialized view document_list; refresh materialized view totals");
        sample.database().login("app");
        jdbc.execute("grant " + app() + " to " + operator());
        jdbc.execute("do $$ declare o oid; begin"
                + " perform lo_from_bytea(9001, 'one'), lo_from_bytea(9002, 'both'), lo_from_bytea(9003, 'kept');"
                + " execute 'alter large object 9001 owner to " + app() + "';"
                + " execute 'alter large object 9002 owner to " + app() + "';"
                + " update case_file set scan = 9001 where id = 1; update case_file set scan = 9002 where id in (2, 3);"
                + " update case_file set scan = 9003 where id = 3; update case_file set scan = 9002 where id = 6;"
                + " update case_file set scan = 9099 where id = 8; end $$");
    }

    private String app() {
        return "\"keepuntil_" + sample.database().name() + "_app\"";
    }

    private String operator() {
        return '"' + Roles.of(sample.database().name()).operator() + '"';
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "a file");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        assertThat(ControlFindings.of(sample.superuser(), new LoggedRows(), new LevelRows(), new RunSums()))
                .isEmpty();
        sample.close();
    }

    private Night begin() throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(AS_OF);
        night.plan();
        return night;
    }

    private Night run() throws Exception {
        Night night = begin();
        return rest(night);
    }

    private Night rest(Night night) {
        night.removeFiles();
        night.dispose();
        night.removeFiles();
        night.refreshViews();
        night.list();
        night.seal();
        assertThat(night.stopped()).isEmpty();
        return night;
    }

    private List<Integer> ids(String table) {
        return jdbc.queryForList("select id from " + table + " order by id", Integer.class);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(f -> root.relativize(f).toString())
                    .filter(f -> !f.startsWith("link"))
                    .sorted()
                    .toList();
        }
    }

    private Map<FileFate, Long> logged(long run) {
        Map<FileFate, Long> fates = new TreeMap<>();
        AuditLog.of(JdbcClient.create(sample.superuser())).readIndexed(run, (index, entry) -> {
            if (entry instanceof FileGone gone) {
                fates.merge(gone.fate(), gone.files(), Long::sum);
            }
        });
        return fates;
    }

    @Test
    void filesOfWhatGoesGo_andAllElseStays() throws Exception {
        Night night = run();

        assertThat(ids("case_file")).containsExactly(3, 4, 5, 6, 7);
        assertThat(ids("document")).containsExactly(31, 32, 41, 42, 51, 61, 71);
        assertThat(files())
                .as("the covers directory stays, its file went; what 3 names too stays")
                .containsExactly("a/four.pdf", "a/nobody.pdf", "a/shared.pdf", "a/three.pdf", "alias.pdf");
        assertThat(root.resolve("covers")).isEmptyDirectory();
        assertThat(folder.resolve("outside.txt")).exists();
        assertThat(jdbc.queryForList(
                        "select reason from keepuntil.outcome where outcome = 'failed' order by n", String.class))
                .containsOnly("a file of it lies outside its directory, or is no file")
                .hasSize(4);
        assertThat(night.reconciliation().done()).isEqualTo(3);
        assertThat(night.files().files())
                .as("one, twice, cover and eight; gone and the second twice; shared")
                .isEqualTo(Map.of(FileFate.REMOVED, 4L, FileFate.ABSENT, 2L, FileFate.KEPT, 1L));
        assertThat(logged(night.run().id()))
                .as("and the large objects: 9001 went, 9099 was never there, 9002 is named by 6 too")
                .isEqualTo(Map.of(FileFate.REMOVED, 5L, FileFate.ABSENT, 3L, FileFate.KEPT, 2L));
        assertThat(jdbc.queryForList("select count(*) from keepuntil.file", Long.class))
                .as("no path is left in the control schema")
                .containsExactly(0L);
    }

    @Test
    void largeObjectsGoInTheSameTransaction_butThoseThatAnotherRowNames() throws Exception {
        run();

        assertThat(jdbc.queryForList("select oid::bigint from pg_largeobject_metadata order by oid", Long.class))
                .containsExactly(9002L, 9003L);
    }

    @Test
    void materializedViews_areRefreshedWhereTheOperatorMay_elseNamed() throws Exception {
        jdbc.execute("alter materialized view document_list owner to " + app() + "; grant select on all_documents to "
                + app());
        Night night = run();

        assertThat(jdbc.queryForList("select case_id from document_list order by 1", Integer.class))
                .as("refreshed through the view in between")
                .containsExactly(3, 4, 5, 6, 7);
        assertThat(jdbc.queryForObject("select n from totals", Integer.class))
                .as("belongs to another")
                .isEqualTo(15);
        assertThat(night.views())
                .extracting(v -> v.name() + " " + v.refreshed())
                .containsExactly("public.document_list true", "public.totals false");
        assertThat(night.result()).as("a stale view is no failure of its own").isEqualTo(NightResult.PART);
        List<Entry> entries = entries(night.run().id());
        assertThat(entries)
                .contains(
                        new Refreshed(night.run().id(), "public.document_list", true),
                        new Refreshed(night.run().id(), "public.totals", false));
    }

    private List<Entry> entries(long run) {
        List<Entry> entries = new java.util.ArrayList<>();
        AuditLog.of(JdbcClient.create(sample.superuser())).readIndexed(run, (index, entry) -> entries.add(entry));
        return entries;
    }

    @Test
    void aCrashBetweenCommitAndRemoval_isFinishedByTheRunThatTakesItUp() throws Exception {
        Night night = begin();
        night.dispose();
        assertThat(files()).contains("a/one.pdf", "covers/2.jpg");
        assertThat(ids("case_file")).doesNotContain(1, 2, 8);
        assertThat(jdbc.queryForObject("select count(*) from keepuntil.file", Long.class))
                .isEqualTo(7);

        Run left = Runs.of(JdbcClient.create(sample.operator())).unfinished().get(0);
        Night next = sample.night(() -> false, new SampleNight.Listener());
        next.takeUp(left);
        next.plan();
        rest(next);
        assertThat(files()).containsExactly("a/four.pdf", "a/nobody.pdf", "a/shared.pdf", "a/three.pdf", "alias.pdf");
        assertThat(jdbc.queryForObject("select count(*) from keepuntil.file", Long.class))
                .isZero();
    }

    @Test
    void whatWasRemovedAndNotConfirmed_isFoundAbsent() throws Exception {
        Night night = begin();
        night.dispose();
        Files.delete(root.resolve("a/one.pdf"));
        rest(night);

        assertThat(night.files().files())
                .isEqualTo(Map.of(FileFate.REMOVED, 3L, FileFate.ABSENT, 3L, FileFate.KEPT, 1L));
    }

    @Test
    void whatCannotBeRemoved_isTriedAgainByTheNextRun_andLoggedOnce() throws Exception {
        Night night = begin();
        night.dispose();
        // somebody put a link where a directory was, between the decision and the removal
        Files.move(root.resolve("covers"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("covers"), folder.resolve("elsewhere"));
        rest(night);
        assertThat(folder.resolve("elsewhere/2.jpg")).as("no link is followed").exists();
        assertThat(logged(night.run().id())).containsEntry(FileFate.REFUSED, 1L);
        assertThat(night.result()).isEqualTo(NightResult.PART);
        assertThat(jdbc.queryForList("select state from keepuntil.file", String.class))
                .containsExactly("refused");
        Tampering.isNamed(
                sample.superuser(),
                LoggedRows::new,
                "file",
                " where state = 'refused'",
                "keepuntil.file, row "
                        + jdbc.queryForObject("select id from keepuntil.file where state = 'refused'", Long.class),
                false,
                "class",
                "key_ref",
                "table_name",
                "state");

        Night second = run();
        assertThat(logged(second.run().id())).as("it is the same still").isEmpty();
        assertThat(second.result()).isEqualTo(NightResult.PART);

        Files.delete(root.resolve("covers"));
        Files.move(folder.resolve("elsewhere"), root.resolve("covers"));
        Night third = run();
        assertThat(logged(third.run().id())).isEqualTo(Map.of(FileFate.REMOVED, 1L));
        assertThat(root.resolve("covers")).isEmptyDirectory();
        assertThat(jdbc.queryForObject("select count(*) from keepuntil.file", Long.class))
                .isZero();
    }

    @Test
    void aDirectoryThatIsNotThere_keepsTheRows() throws Exception {
        Night night = begin();
        Files.move(root, folder.resolve("unmounted"));
        rest(night);
        assertThat(ids("case_file"))
                .as("what names a file can't go without it")
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        try (var connection = sample.superuser().getConnection()) {
            assertThat(FileReadiness.missing(
                            sample.workload(),
                            connection,
                            Roles.of(sample.database().name()).operator()))
                    .anyMatch(m -> m.startsWith("There is no directory " + root))
                    .anyMatch(m -> m.contains("belong to postgres"));
        }
    }

    @Test
    void noPathIsInTheLog() throws Exception {
        Night night = run();
        assertThat(entries(night.run().id()).toString()).doesNotContain("pdf").doesNotContain("covers");
        assertThat(entries(night.run().id()).stream().filter(Disposed.class::isInstance))
                .hasSize(3);
    }

    @Test
    void onlyARunUnderWay_writesThatAFileIsToGo() throws Exception {
        Night night = run();
        JdbcTemplate operator = new JdbcTemplate(sample.operator());
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> operator.update(
                        "insert into keepuntil.file (run, class, key_ref, table_name, column_name, store, path)"
                                + " values (?, 'case', 'x', 't', 'c', '/', 'etc/passwd')",
                        night.run().id()))
                .hasStackTraceContaining("is not under way");
    }
}
