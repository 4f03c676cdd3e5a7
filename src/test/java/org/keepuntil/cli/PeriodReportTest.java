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
        String[] night = {"run", "--as-of", Commands.AS_OF, "--report", reports().toString()};
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
        Path page = Path.of(JsonMapper.shared().readTree(report.out()).path("report").asString());
        Path directory = page.getParent();
        assertThat(Files.readAllLines(directory.resolve("register.csv"))).hasSize((int) done + 1);
        JsonNode json = JsonMapper.shared().readTree(Files.readString(directory.resolve("period.json")));
        assertThat(json.path("done").asLong()).isEqualTo(done);
        assertThat(json.path("runs")).isNotEmpty();
        assertThat(json.path("runs").toString()).contains("\"approvals\":[1]");
        assertThat(text(directory.resolve("certificate.pdf")))
                .contains("Certificate of destruction", done + " records of South Essex Extended Services");
        assertThat(Files.readString(reports().resolve("index.html")))
                .contains(runDirectory() + "/report.html", runDirectory() + "/certificate.pdf", page.getFileName().toString());
    }

    @Test
    void period_isEmpty_whenNoRunEndedInIt() throws Exception {
        Commands.Result report = report("--since", "2019-01-01", "--until", "2019-12-31");

        assertThat(report.status()).as(report.toString()).isZero();
        assertThat(Files.readString(reports().resolve("period-2019-01-01-to-2019-12-31/period.html")))
                .contains("In the 0 runs from 1 January 2019 to 31 December 2019 no record was destroyed or changed.");
    }

    @Test
    void period_isRefused_whenItNamesWhatNoPlanHad() {
        assertThat(report("--since", "2020-01-01", "--class", "referal").toString())
                .contains("status 13", "No run had a class 'referal'", "referral");
        assertThat(report("--since", "2020-01-01", "--rule", "referral-52").toString())
                .contains("status 13", "No run had a rule 'referral-52'", "referral-25");
        assertThat(report("--until", "2020-01-01").toString()).contains("status 2", "belong to --since");
        assertThat(report("1", "--since", "2020-01-01").toString()).contains("status 2");
        assertThat(report("--since", "2020-01-02", "--until", "2020-01-01").status()).isEqualTo(2);
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

    /** Of the run that acted. */
    private static String runDirectory() {
        return "run-" + commands.texts("select max(run)::text from keepuntil.progress where done > 0")
                .get(0);
    }

    @Test
    void reports_holdNoNameAndNoDayOfBirth() throws Exception {
        assertThat(report("--since", "2020-01-01", "--output", home.resolve("all").toString())
                        .status())
                .isZero();
        Pattern anyName = Pattern.compile("\\b(" + String.join("|", names.stream().map(Pattern::quote).toList()) + ")\\b");
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
