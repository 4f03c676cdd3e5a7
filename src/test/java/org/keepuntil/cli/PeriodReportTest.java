package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports of real runs on the sample database: of a run, of a period, and over all. */
class PeriodReportTest {
    private static final int CHILDREN = 400;

    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login auditor;
    private static TestDatabase.Login approver;
    private static TreeSet<String> names;
    private static List<String> births;
    private static long done;

    @BeforeAll
    static void run() throws Exception {
        commands = Commands.onSample(CHILDREN, home).askingForApproval();
        assertThat(commands.scheduled(commands.superuser(), "init").status()).isZero();
        auditor = commands.database().login("audit", commands.roles().auditor());
        names = new TreeSet<>(commands.texts("select distinct unnest(array[given_name, family_name]) from sees.child"
                + " where length(family_name) > 3 and length(given_name) > 3"));
        births = commands.texts("select distinct date_of_birth::text from sees.child where date_of_birth is not null");
        done = commands.count("select count(*) from sees.referral");
        TestDatabase.Login operator = commands.operator("night");
        String[] night = {
            "run", "--as-of", Commands.AS_OF, "--report", reports().toString()
        };
        assertThat(commands.scheduled(operator, night).status()).isEqualTo(18);
        String plan = commands.texts("select plan_digest from keepuntil.run where state = 'planned'")
                .get(0);
        approver = commands.approver("grace");
        Commands.Result approved =
                commands.run(approver, "approve", plan, "--yes", plan, "--reason", "Listed to the board");
        assertThat(approved.status()).as(approved.toString()).isZero();
        Commands.Result run = commands.scheduled(operator, night);
        assertThat(run.status()).as(run.toString()).isZero();
        done -= commands.count("select count(*) from sees.referral");
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    @Test
    void period_tellsOfTheRunsThatEndedInIt() throws Exception {
        Commands.Result report = report("--since", "2020-01-01", "--format", "json");

        assertThat(report.status()).as(report.toString()).isZero();
        Path page = Path.of(
                JsonMapper.shared().readTree(report.out()).path("report").asString());
        assertThat(Files.readAllLines(page.resolveSibling("register.csv"))).hasSize((int) done + 1);
        JsonNode json = JsonMapper.shared().readTree(Files.readString(page.resolveSibling("period.json")));
        assertThat(json.path("done").asLong()).isEqualTo(done);
        assertThat(json.path("runs")).isNotEmpty();
        assertThat(json.path("runs").toString()).contains("\"approvals\":[1]");
        assertThat(text(page.resolveSibling("certificate.pdf")))
                .contains("Certificate of destruction", done + " records of South Essex Extended Services");
        assertThat(Files.readString(reports().resolve("index.html")))
                .contains(
                        runDirectory() + "/report.html",
                        runDirectory() + "/certificate.pdf",
                        String.valueOf(page.getFileName()));
    }

    @Test
    void period_isEmpty_whenNoRunEndedInIt() throws Exception {
        Commands.Result report = report("--since", "2019-01-01", "--until", "2019-12-31");

        assertThat(report.status()).as(report.toString()).isZero();
        assertThat(Files.readString(reports().resolve("period-2019-01-01-to-2019-12-31/period.html")))
                .contains(
                        "There was no run from 1 January 2019 to 31 December 2019: Keepuntil destroyed and changed nothing.");
    }

    @Test
    void period_isRefused_whenItNamesWhatNoPlanHad() {
        assertThat(report("--since", "2020-01-01", "--class", "referal").toString())
                .contains("status 13", "No run had a class 'referal'", "referral");
        assertThat(report("--since", "2020-01-01", "--rule", "referral-52").toString())
                .contains("status 13", "No run had a rule 'referral-52'", "referral-25");
        assertThat(report("--until", "2020-01-01").toString()).contains("status 2", "belong to --since");
        assertThat(report("1", "--since", "2020-01-01").toString()).contains("status 2");
        assertThat(report("--since", "2020-01-02", "--until", "2020-01-01").status())
                .isEqualTo(2);
    }

    @Test
    void runReport_saysWhoApproved() throws Exception {
        Path directory = reports().resolve(runDirectory());

        assertThat(Files.readString(directory.resolve("report.html")))
                .containsSubsequence("Approval 1: the plan of this run", approver.user(), "“Listed to the board”")
                .doesNotContain("no approval is on record");
        JsonNode approvals = JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("run.json")))
                .path("approvals");
        assertThat(approvals).hasSize(1);
        assertThat(approvals.path(0).path("kind").asString()).isEqualTo("plan");
        assertThat(approvals.path(0).path("by").asString()).isEqualTo(approver.user());
        assertThat(text(directory.resolve("certificate.pdf"))).contains(approver.user() + " on ", "for the very plan");
    }

    @Test
    void runReport_saysHowFarItWasMeasured_andWhichCheckpointSealsIt() throws Exception {
        commands.jdbc().execute(RESIDUE);
        commands.jdbc()
                .execute("grant select on keepuntil.residue to \""
                        + commands.roles().auditor() + "\"");
        commands.jdbc().execute("delete from keepuntil.residue");
        long run = commands.count("select max(run) from keepuntil.progress where done > 0");
        commands.jdbc().update("""
                        insert into keepuntil.residue
                            (run, class, relation, rows, before_xid, l1_at, l2_at, files, l3_at, l3_by, ground_level, ground)
                        values (?, 'referral', 'sees.referral', 7, '9', '2026-11-22 01:00Z', '2026-11-22 01:01Z', '{}',
                                '2026-11-22 01:02Z', 'VACUUM FULL', 'L4', 'a slot holds the WAL'),
                               (?, 'referral', 'sees.contact', 8, '9', '2026-11-22 01:00Z', null, null,
                                null, null, 'L2', 'a snapshot still sees them')""", run, run);

        assertThat(report(
                                Long.toString(run),
                                "--output",
                                home.resolve("measured").toString())
                        .status())
                .isZero();

        Path directory = home.resolve("measured").resolve(runDirectory());
        JsonNode json = JsonMapper.shared().readTree(Files.readString(directory.resolve("run.json")));
        assertThat(json.path("residue").path(1).path("L3").asString()).isEqualTo("2026-11-22T01:02:00Z");
        assertThat(json.path("level")
                        .path("levels")
                        .valueStream()
                        .map(level -> level.path("says").asString()))
                .containsExactly(
                        "Reached",
                        "Reached for 1 of 2 tables",
                        "Reached for 1 of 2 tables",
                        "Not reached",
                        "No date yet: it counts from the day on which level 4 is reached");
        assertThat(Files.readString(directory.resolve("report.html")))
                .contains(
                        "L4: a slot holds the WAL",
                        "sees.contact has not reached level 2",
                        "A snapshot still sees them.");
        long size = commands.count(
                "select min(size) from keepuntil.checkpoint where size > ?",
                json.path("run").path("log").path("last").asLong());
        assertThat(json.path("checkpoint").path("size").asLong()).isEqualTo(size);
        assertThat(json.path("checkpoint").path("keys").path(0).asString())
                .isEqualTo(commands.texts("select vkey from keepuntil.log_key").get(0));
        assertThat(Files.readString(directory.resolve("report.html"))).contains("openssl pkeyutl -verify");
    }

    /** As the migration has it, as far as a report reads it. */
    private static final String RESIDUE = """
            create table if not exists keepuntil.residue (
                run bigint, class text, relation text, rows bigint, before_xid xid8, l1_at timestamptz, l2_at timestamptz, files jsonb,
                l3_at timestamptz, l3_by text, wal_lsn pg_lsn, wal_at timestamptz, l4_at timestamptz, l4_by text, backups_until date,
                ground_level text, ground text)""";

    /** Of the run that acted. */
    private static String runDirectory() {
        return "run-"
                + commands.texts("select max(run)::text from keepuntil.progress where done > 0")
                        .get(0);
    }

    @Test
    void reports_holdNoNameAndNoDayOfBirth() throws Exception {
        assertThat(report(
                                "--since",
                                "2020-01-01",
                                "--output",
                                home.resolve("all").toString())
                        .status())
                .isZero();
        Pattern anyName = Pattern.compile(
                "\\b(" + String.join("|", names.stream().map(Pattern::quote).toList()) + ")\\b");
        assertThat(births).hasSizeGreaterThan(50);
        assertThat(names).hasSizeGreaterThan(50);
        LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
        for (Path file : files(reports().resolve(runDirectory()), home.resolve("all/period-2020-01-01-to-" + today))) {
            String text = file.toString().endsWith(".pdf") ? text(file) : Files.readString(file);
            assertThat(anyName.matcher(withoutSchedule(text)).results().map(m -> m.group()))
                    .as(file.toString())
                    .isEmpty();
            assertThat(births).as(file.toString()).noneMatch(text::contains);
        }
    }

    /** The schedule's own text, which names no person and is quoted to the letter. */
    private static String withoutSchedule(String text) {
        return text.replaceAll("(?s)<style>.*?</style>", "").replaceAll("[0-9a-zA-Z_-]{20,}", "");
    }

    private static List<Path> files(Path... directories) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path directory : directories) {
            try (var all = Files.list(directory)) {
                all.forEach(files::add);
            }
        }
        assertThat(files).hasSize(10);
        return files;
    }

    private static Commands.Result report(String... args) {
        List<String> line = new ArrayList<>(List.of("report"));
        line.addAll(List.of(args));
        if (!line.contains("--output")) {
            line.addAll(List.of("--output", reports().toString()));
        }
        return commands.run(auditor, line.toArray(String[]::new));
    }

    private static Path reports() {
        return home.resolve("reports");
    }

    private static String text(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }
}
