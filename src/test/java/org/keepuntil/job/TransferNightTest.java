package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.FindToken;
import org.keepuntil.audit.FoundBy;
import org.keepuntil.audit.Transferred;
import org.keepuntil.audit.sums.RunSums;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.Roles;
import org.keepuntil.decide.Status;
import org.keepuntil.dispose.LoggedRows;
import org.keepuntil.dispose.TransferException;
import org.keepuntil.dispose.TransferPackage;
import org.keepuntil.dispose.Transfers;
import org.keepuntil.plan.Planner;
import org.keepuntil.residue.LevelRows;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.testing.ControlFindings;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.Tampering;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records that somebody else takes over go when that is accepted, as they were packed; copies are sent and the records stay. */
class TransferNightTest {
    private static final LocalDate AS_OF = LocalDate.parse("2026-11-22");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);

    private static final String SCHEDULE = """
            schedule: transfer
            title: Transfer
            version: 1
            records:
              case: { title: Case, events: [closure] }
              letter: { title: Letter, events: [sent] }
            rules:
              - { id: case-6, records: case, keep: 6 years after closure, then: transfer, authority: a test }
              - id: letter
                records: letter
                stages:
                  - { keep: 1 year after sent, then: transfer }
                  - { keep: 9 years after sent, then: destroy }
                send copy: true
                authority: a test
            """;

    private static final String DDL = """
            create type mood as enum ('good', 'bad');
            create table case_file (
                id integer primary key, closed_on date, amount numeric(30, 10), big bigint, ratio float8, seen timestamptz,
                took interval, raw bytea, tags text[], doc jsonb, m mood, "Odd ""Name" text,
                twice integer generated always as (id * 2) stored);
            create table note (id integer primary key, case_id integer not null references case_file, text text, path text, scan oid);
            create table letter (id integer primary key, sent date);
            insert into case_file (id, closed_on, amount, big, ratio, seen, took, raw, tags, doc, m, "Odd ""Name") values
                (1, '2010-01-01', 12345678901234567890.0123456789, 9007199254740993, 0.1, '2020-06-01 12:00+02', '1 mon 2 days',
                 '\\x00ff', '{a,"b c"}', '{"a": [1, 2]}', 'bad', E'line\\none "two" \\u00e9'),
                (2, '2010-01-01', null, null, 'NaN', null, null, null, null, null, null, null),
                (3, '2025-01-01', null, null, null, null, null, null, null, null, null, null);
            insert into note values (11, 1, 'one', 'a/one.txt', null), (12, 1, 'two', 'a/none.txt', 9001), (21, 2, 'x', null, null),
                (31, 3, 'y', null, null);
            insert into letter values (1, '2024-01-01'), (2, '2026-10-01');
            """;

    @TempDir
    Path folder;

    private Path to;
    private SampleNight sample;
    private JdbcTemplate jdbc;
    private TestDatabase.Login approver;

    @BeforeEach
    void makeDatabase() throws Exception {
        to = Files.createDirectories(folder.resolve("transfer"));
        Path files = Files.createDirectories(folder.resolve("files/a"));
        Files.writeString(files.resolve("one.txt"), "the first file");
        Path schedule = Files.createDirectories(folder.resolve("schedule"));
        Files.writeString(schedule.resolve("schedule.yaml"), SCHEDULE);
        Files.writeString(schedule.resolve("binding.yaml"), """
                transfer to: %s
                records:
                  case:
                    table: case_file
                    open while: never
                    events: { closure: closed_on }
                    components: [note]
                    find by: [note.text]
                    files: { note.path: %s, note.scan: large object }
                  letter:
                    table: letter
                    open while: never
                    events: { sent: sent }
                """.formatted(to, folder.resolve("files")));
        sample = SampleNight.of(DDL, schedule, folder);
        jdbc = new JdbcTemplate(sample.superuser());
        sample.database().login("app");
        String app = "\"keepuntil_" + sample.database().name() + "_app\"";
        String operator = '"' + Roles.of(sample.database().name()).operator() + '"';
        jdbc.execute("grant " + app + " to " + operator + "; select lo_from_bytea(9001, 'an object')");
        jdbc.execute("alter large object 9001 owner to " + app);
        approver = sample.database()
                .login("archivist", Roles.of(sample.database().name()).approver());
    }

    @AfterEach
    void dropDatabase() throws Exception {
        assertThat(ControlFindings.of(sample.superuser(), new LoggedRows(), new LevelRows(), new RunSums()))
                .isEmpty();
        sample.close();
    }

    private Entry foundBy(String reference, String text) throws Exception {
        FindToken token = FindToken.of(Map.of("text", text));
        long run = Long.parseLong(jdbc.queryForObject("select max(id) from keepuntil.run", String.class));
        return new FoundBy(run, "case", reference, token.names(), token.of(sample.tokens(), "case"));
    }

    private Night run() throws Exception {
        return run("select 1");
    }

    private Night run(String between) throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(AS_OF);
        night.plan();
        night.pack();
        jdbc.execute(between);
        night.dispose();
        night.removeFiles();
        night.list();
        night.seal();
        assertThat(night.stopped()).isEmpty();
        return night;
    }

    private Status status(String recordClass, int key) throws Exception {
        return Planner.of(sample.operator(), sample.workload())
                .find(AS_OF, recordClass, new RecordKey(List.of(Integer.toString(key))))
                .orElseThrow()
                .decision()
                .status();
    }

    private List<Integer> ids(String table) {
        return jdbc.queryForList("select id from " + table + " order by id", Integer.class);
    }

    private Transfers desk() {
        return Transfers.of(approver.dataSource());
    }

    private TransferPackage accept(long id) {
        return desk().accept(id, "County Archive", "A2026/17", AS_OF, "selected", CLOCK);
    }

    private static TransferPackage of(Night night, String recordClass) {
        return night.packed().stream()
                .map(Transfers.Packed::written)
                .filter(p -> p.recordClass().equals(recordClass))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsHandedOver_waits_andGoesWhenItIsAccepted() throws Exception {
        Night first = run();
        assertThat(ids("case_file")).containsExactly(1, 2, 3);
        assertThat(status("case", 1)).isEqualTo(Status.AWAITING_APPROVAL);
        TransferPackage waiting = of(first, "case");
        assertThat(waiting.state()).isEqualTo(TransferPackage.State.WAITING);
        assertThat(List.of(waiting.records(), waiting.rows(), waiting.files())).containsExactly(2L, 5L, 2L);

        Night second = run();
        assertThat(second.packed()).as("nothing is packed twice").isEmpty();
        assertThat(ids("case_file")).containsExactly(1, 2, 3);

        TransferPackage accepted = accept(waiting.id());
        assertThat(accepted.decision().orElseThrow().login()).isEqualTo(approver.user());
        assertThat(status("case", 1)).isEqualTo(Status.DUE);
        Tampering.isNamed(
                sample.superuser(),
                LoggedRows::new,
                "transfer_package",
                " where id = " + waiting.id(),
                "keepuntil.transfer_package, row " + waiting.id(),
                true,
                "class",
                "state",
                "digest",
                "taken_by",
                "accession",
                "decided_on",
                "reason",
                "entry");
        Night third = run();
        assertThat(ids("case_file")).containsExactly(3);
        assertThat(ids("note")).containsExactly(31);
        assertThat(folder.resolve("files/a/one.txt")).doesNotExist();
        assertThat(jdbc.queryForList("select oid from pg_largeobject_metadata", Long.class))
                .isEmpty();
        assertThat(third.reconciliation().done()).isEqualTo(2);
        List<Entry> entries = entries(third);
        String reference = sample.tokens().reference("case", List.of("1"));
        assertThat(entries)
                .as("what was handed over can be asked for as well")
                .filteredOn(FoundBy.class::isInstance)
                .contains(
                        foundBy(reference, "one"),
                        foundBy(reference, "two"),
                        foundBy(sample.tokens().reference("case", List.of("2")), "x"))
                .hasSize(3);
        assertThat(entries)
                .filteredOn(e -> e instanceof Disposed d && d.reference().equals(reference))
                .extracting(
                        e -> ((Disposed) e).act(), e -> ((Disposed) e).removed().get("public.note"))
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Disposal.TRANSFER, 2L));
        assertThat(entries)
                .contains(new Transferred(third.run().id(), "case", reference, waiting.id(), waiting.digest(), false));
        assertThat(jdbc.queryForObject(
                        "select count(*) from keepuntil.transfer_record where class = 'case'", Long.class))
                .as("no key of what is gone is left")
                .isZero();
        assertThat(waiting.path())
                .as("what was handed over is not ours to remove")
                .isDirectory();
    }

    private List<Entry> entries(Night night) {
        List<Entry> entries = new ArrayList<>();
        AuditLog.of(JdbcClient.create(sample.superuser()))
                .readIndexed(night.run().id(), (index, entry) -> entries.add(entry));
        return entries;
    }

    @Test
    void thePackage_isABagThatOthersCanRead_withEveryValue() throws Exception {
        TransferPackage written = of(run(), "case");
        Path bag = written.path();
        assertThat(Files.readString(bag.resolve("bagit.txt")))
                .isEqualTo("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        Map<String, String> manifest = new TreeMap<>();
        for (String line : Files.readAllLines(bag.resolve("manifest-sha256.txt"))) {
            String[] parts = line.split(" +", 2);
            assertThat(parts[0]).matches("[0-9a-f]{64}");
            manifest.put(parts[1], parts[0]);
        }
        List<String> payload;
        long bytes = 0;
        try (Stream<Path> all = Files.walk(bag.resolve("data"))) {
            payload = new ArrayList<>(all.filter(Files::isRegularFile)
                    .map(f -> bag.relativize(f).toString())
                    .sorted()
                    .toList());
        }
        for (String each : payload) {
            bytes += Files.size(bag.resolve(each));
        }
        assertThat(manifest.keySet())
                .as("every payload file is in the manifest, and no other")
                .containsExactlyElementsOf(payload);
        assertThat(Files.readString(bag.resolve("bag-info.txt")))
                .contains("Payload-Oxum: " + bytes + "." + payload.size() + "\n")
                .contains("Bagging-Date: 2026-11-22\n");
        for (String name : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
            Process check = new ProcessBuilder("sha256sum", "--strict", "-c", name)
                    .directory(bag.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(check.exitValue()).as(output).isZero();
        }
        JsonNode row = JsonMapper.shared()
                .readTree(Files.readAllLines(bag.resolve("data/tables/01-public.case_file.jsonl"))
                        .get(0));
        assertThat(row.get("amount").asString()).isEqualTo("12345678901234567890.0123456789");
        assertThat(row.get("big").asString()).isEqualTo("9007199254740993");
        assertThat(row.get("seen").asString()).isEqualTo("2020-06-01 10:00:00+00");
        assertThat(row.get("took").asString()).isEqualTo("1 mon 2 days");
        assertThat(row.get("raw").asString()).isEqualTo("\\x00ff");
        assertThat(row.get("Odd \"Name").asString()).isEqualTo("line\none \"two\" \u00e9");
        assertThat(row.get("twice").asString()).isEqualTo("2");
        assertThat(Files.readAllLines(bag.resolve("data/tables/02-public.note.jsonl")))
                .hasSize(3);
        JsonNode files = JsonMapper.shared()
                .readTree("[" + String.join(",", Files.readAllLines(bag.resolve("data/files.jsonl"))) + "]");
        Map<String, String> contents = new TreeMap<>();
        for (JsonNode file : files) {
            contents.put(
                    file.get("value").asString(),
                    file.get("file").isNull()
                            ? "none"
                            : Files.readString(bag.resolve(file.get("file").asString())));
        }
        assertThat(contents)
                .isEqualTo(Map.of("a/one.txt", "the first file", "a/none.txt", "none", "9001", "an object"));
        JsonNode catalog =
                JsonMapper.shared().readTree(bag.resolve("data/catalog.json").toFile());
        assertThat(catalog.get("tables").get(1).get("partOf").get(0).get("of").asString())
                .isEqualTo("public.case_file");
        assertEveryValueReadsBack(bag, catalog);
    }

    /** As a recipient would: the texts, cast to the types that the catalog names. */
    private void assertEveryValueReadsBack(Path bag, JsonNode catalog) throws IOException {
        JsonNode table = catalog.get("tables").get(0);
        for (String line : Files.readAllLines(bag.resolve(table.get("file").asString()))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            for (JsonNode column : table.get("columns")) {
                String name = column.get("name").asString();
                Boolean same = jdbc.queryForObject(
                        "select c.\"" + name.replace("\"", "\"\"") + "\" is not distinct from ?::"
                                + column.get("type").asString() + " from case_file c where id = ?::integer",
                        Boolean.class,
                        row.get(name).isNull() ? null : row.get(name).asString(),
                        row.get("id").asString());
                assertThat(same).as(name).isTrue();
            }
        }
    }

    @Test
    void aFactThatChangesAfterwards_voidsThePacking() throws Exception {
        TransferPackage waiting = of(run(), "case");
        jdbc.execute("update case_file set closed_on = '2011-01-01' where id = 1");
        accept(waiting.id());
        assertThat(status("case", 1)).as("it was packed with another closure").isEqualTo(Status.AWAITING_APPROVAL);
        Night night = run();
        assertThat(ids("case_file")).containsExactly(1, 3);
        assertThat(of(night, "case").records()).as("it is packed anew").isEqualTo(1);
    }

    @Test
    void aRowOrFileThatChangesAfterwards_isNotDestroyed() throws Exception {
        TransferPackage waiting = of(run(), "case");
        accept(waiting.id());
        jdbc.execute(
                "update note set text = 'changed' where id = 11; insert into note values (22, 2, 'late', null, null)");
        Night night = run();
        assertThat(ids("case_file")).containsExactly(1, 2, 3);
        assertThat(night.reconciliation().noLongerDue()).isEqualTo(2);
        assertThat(jdbc.queryForList("select distinct reason from keepuntil.outcome", String.class))
                .containsExactly("changed since it was packed for transfer; the next run packs it anew");

        TransferPackage again = of(run(), "case");
        assertThat(again.rows()).isEqualTo(6);
        accept(again.id());
        Files.writeString(folder.resolve("files/a/one.txt"), "another text");
        run();
        assertThat(ids("case_file")).as("a file of 1 is another now").containsExactly(1, 3);
    }

    @Test
    void aHoldWins_alsoOverAcceptance() throws Exception {
        accept(of(run(), "case").id());
        jdbc.execute("begin; set local session_replication_role = replica; insert into keepuntil.hold"
                + " (class, key, kind, authority, reason, placed_by, placed_at) values"
                + " ('case', '{1}', 'police', 'a', 'b', 'c', now()); commit");
        run();
        assertThat(ids("case_file")).containsExactly(1, 3);
    }

    @Test
    void aPackageThatIsNotAsItWasWritten_isNotAccepted() throws Exception {
        TransferPackage waiting = of(run(), "case");
        Path note = waiting.path().resolve("data/tables/02-public.note.jsonl");
        String was = Files.readString(note);
        Files.writeString(note, was.replace("two", "TWO"));
        assertThatThrownBy(() -> accept(waiting.id()))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("is not as it was written");
        Files.writeString(note, was);
        Files.writeString(waiting.path().resolve("data/more"), "x");
        assertThatThrownBy(() -> accept(waiting.id())).hasMessageContaining("were not written");
        Files.delete(waiting.path().resolve("data/more"));
        Files.move(waiting.path(), folder.resolve("away"));
        assertThatThrownBy(() -> accept(waiting.id())).hasMessageContaining("it is not there");
        Files.move(folder.resolve("away"), waiting.path());
        accept(waiting.id());
        assertThatThrownBy(() -> accept(waiting.id())).hasMessageContaining("does not wait for acceptance");
    }

    @Test
    void onlyTheApproverAccepts_andOnlyARunPacks() throws Exception {
        TransferPackage waiting = of(run(), "case");
        assertThatThrownBy(
                        () -> Transfers.of(sample.operator()).accept(waiting.id(), "me", "1", AS_OF, "because", CLOCK))
                .hasStackTraceContaining("permission denied");
        JdbcTemplate operator = new JdbcTemplate(sample.operator());
        assertThatThrownBy(() -> operator.update(
                        "update keepuntil.transfer_package set state = 'accepted' where id = ?", waiting.id()))
                .hasStackTraceContaining("is waiting");
        assertThatThrownBy(() -> operator.update(
                        "insert into keepuntil.transfer_record (class, key, package, n, key_ref, rule, stage, ground)"
                                + " values ('case', '{3}', ?, 9, 'x', 'case-6', 1, 'g')",
                        waiting.id()))
                .hasStackTraceContaining("is not being written");
    }

    @Test
    void whatWasRefused_isPackedAnew() throws Exception {
        TransferPackage waiting = of(run(), "case");
        TransferPackage refused =
                desk().refuse(waiting.id(), "County Archive", AS_OF, "not in our collecting area", CLOCK);
        assertThat(refused.state()).isEqualTo(TransferPackage.State.REFUSED);
        assertThat(status("case", 1)).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(of(run(), "case").id()).isNotEqualTo(waiting.id());
        assertThat(ids("case_file")).containsExactly(1, 2, 3);
    }

    @Test
    void aCopyIsSent_andTheRecordStaysOnItsClock() throws Exception {
        assertThat(status("letter", 1)).isEqualTo(Status.DUE);
        Night night = run();
        TransferPackage copies = of(night, "letter");
        assertThat(copies.state()).isEqualTo(TransferPackage.State.COPIED);
        assertThat(copies.records()).isEqualTo(1);
        assertThat(ids("letter")).containsExactly(1, 2);
        assertThat(status("letter", 1)).as("until the next stage").isEqualTo(Status.RETAINED);
        assertThat(night.reconciliation().done()).isEqualTo(1);
        assertThat(jdbc.queryForList("select deed from keepuntil.stage", String.class))
                .containsExactly("copied");
        Night next = run();
        assertThat(next.packed()).isEmpty();
        assertThat(next.reconciliation().planned()).isZero();
    }

    @Test
    void aCopyOfWhatChangesMeanwhile_isSentAnew() throws Exception {
        Night night = run("update letter set sent = '2024-02-02' where id = 1");
        assertThat(night.reconciliation().noLongerDue()).isEqualTo(1);
        assertThat(jdbc.queryForList("select deed from keepuntil.stage", String.class))
                .isEmpty();
        Night next = run();
        assertThat(next.reconciliation().done()).isEqualTo(1);
    }

    @Test
    void aCrashLeavesNoHalfBag_andWhatIsWholeGetsItsName() throws Exception {
        TransferPackage waiting = of(run(), "case");
        // as it is when the program is killed between the commit and the new name
        String id = jdbc.queryForObject("select id::text from keepuntil.installation", String.class);
        Path part = to.resolve(".keepuntil-" + id + "-" + waiting.id() + ".part");
        Files.move(waiting.path(), part);
        jdbc.execute(
                "begin; set local session_replication_role = replica; update keepuntil.transfer_package set state = 'written'"
                        + " where class = 'case'; commit");
        // and in the middle of writing
        Files.createDirectories(to.resolve(".keepuntil-" + id + "-99.part/data"));
        Files.createDirectories(to.resolve("somebody-else"));
        Night night = run();
        assertThat(night.packed()).isEmpty();
        assertThat(waiting.path()).isDirectory();
        try (Stream<Path> there = Files.list(to)) {
            assertThat(there.map(p -> p.getFileName().toString()).filter(n -> !n.contains("letter")))
                    .containsExactlyInAnyOrder(waiting.name(), "somebody-else");
        }
        accept(waiting.id());
    }
}
