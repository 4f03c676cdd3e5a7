package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PeriodWriterTest {
    @TempDir
    Path temp;

    @Test
    void period_answersInTheOrderInWhichAnAuditorAsks() throws Exception {
        assertThat(Files.readString(write("r", Optional.empty()).resolve("period.html")))
                .containsSubsequence(
                        "Disposal of records from 1 October 2026 to 31 December 2026",
                        "In the 2 runs from 1 October 2026 to 31 December 2026, 3,389 records of South Essex Extended Services were"
                                + " destroyed",
                        "</span> What was destroyed</h2>",
                        "<td class=\"num\">12</td>",
                        "<td class=\"num\">3,377</td>",
                        "<td class=\"num\">3,389</td>",
                        "When they went",
                        "by month",
                        ">October 2026</th><td class=\"num\">12</td>",
                        ">November 2026</th><td class=\"num\">3,377</td>",
                        ">December 2026</th><td class=\"num\">0</td>",
                        "</span> By whose authority</h2>",
                        "6 years after closure",
                        "The schedule names none for this rule.",
                        "“retained from the time of referral until the age of 25, after which securely destroyed”",
                        "</span> Who approved</h2>",
                        "r.okafor",
                        "</span> How we know</h2>",
                        "30 October 2026",
                        "7 to 20, under no checkpoint",
                        ">November 2026<",
                        "120,412 to 123,813, under a checkpoint",
                        "</span> What was not destroyed, and why</h2>",
                        "Hold H-0007 was placed while the run was going.",
                        "</span> What comes due next</h2>",
                        "</span> What needs a person</h2>",
                        "Run 2026-10-30-01: Referral and support record: rule referral-closed: records went, and no approval is on"
                                + " record.",
                        "</span> How far the destruction went</h2>",
                        "Every run has reached level 1: deleted and committed.",
                        "</span> How to verify it</h2>",
                        "Paper files in the Basildon store (Records Manager)",
                        "Kept for 35 days, as the organisation states; not verified.</p>");
    }

    @Test
    void register_hasTheRowsOfAllRuns_andTheDayOnlyWhereItTellsNoBirth() throws Exception {
        List<String> lines = Files.readAllLines(write("r", Optional.empty()).resolve("register.csv"));

        assertThat(lines).hasSize(1 + 12 + Sample.DONE);
        assertThat(lines.subList(1, 13))
                .allMatch(line -> line.contains(",2026-10-30,") && line.endsWith(",2026-10-30-01"));
        assertThat(lines.subList(13, lines.size()))
                .allMatch(line -> line.contains(",2026-11,") && line.endsWith(",2026-11-22-01"));
    }

    @Test
    void report_tellsOfOneRule_whenAskedForOne() throws Exception {
        Path directory = write("r", Optional.of("referral-closed"));

        JsonNode json = json(directory);
        assertThat(json.path("done").asLong()).isEqualTo(12);
        assertThat(json.path("sums")).hasSize(1);
        assertThat(json.path("period").path("rule").asString()).isEqualTo("referral-closed");
        assertThat(Files.readAllLines(directory.resolve("register.csv"))).hasSize(13);
        assertThat(Files.readString(directory.resolve("period.html"))).doesNotContain("until age 25");
    }

    @Test
    void json_hasNumbersAndDigests() throws Exception {
        JsonNode json = json(write("r", Optional.empty()));

        assertThat(json.path("done").asLong()).isEqualTo(3_389);
        assertThat(json.path("left").asLong()).isEqualTo(23);
        assertThat(json.path("months").toString())
                .isEqualTo("[{\"month\":\"2026-10\",\"class\":\"Referral and support record\",\"records\":12},"
                        + "{\"month\":\"2026-11\",\"class\":\"Referral and support record\",\"records\":3377}]");
        assertThat(json.path("runs").path(0).path("asOf").asString()).isEqualTo("2026-10-30");
        assertThat(json.path("runs").path(1).path("asOf").asString()).isEqualTo("2026-11");
        assertThat(json.path("runs").path(1).path("checkpoint").asLong()).isEqualTo(123_900);
        assertThat(json.path("files")
                        .valueStream()
                        .map(file -> file.path("name").asString()))
                .containsExactly("period.html", "certificate.pdf", "register.csv", "exceptions.csv");
    }

    @Test
    void certificate_sumsUpRunsByMonth_whenThereAreTooManyToList() throws Exception {
        List<Evidence> runs = HardSamples.nights(70).runs().stream()
                .map(run -> {
                    Tally tally = new Tally(run);
                    run.register().forEach(tally::add);
                    return Evidence.of(run, tally, List.of());
                })
                .toList();
        Certifying of = Certifying.period(runs, HardSamples.nights(70).period());

        assertThat(RunsTogether.lines(of))
                .extracting(
                        CertificateAnnex.Run::id,
                        CertificateAnnex.Run::day,
                        CertificateAnnex.Run::state,
                        CertificateAnnex.Run::records)
                .containsExactly(
                        tuple("1 to 31: 31", "January 2023", "finished", "138"),
                        tuple("32 to 59: 28", "February 2023", "finished", "126"),
                        tuple("60 to 70: 11", "March 2023", "finished", "51"));
        assertThat(RunsTogether.digests(runs))
                .extracting(Page.Fact::detail)
                .contains("Of 70 runs: period.json lists them.");
        assertThat(RunsTogether.lines(Certifying.period(
                        runs.subList(0, 60), HardSamples.nights(70).period())))
                .hasSize(60);
    }

    @Test
    void index_hasATableForEachYear() throws Exception {
        for (int year : List.of(2024, 2026)) {
            ReportWriter.write(
                    temp.resolve("run-" + year),
                    Samples.with(
                            HardSamples.run(year, LocalDate.of(year, 3, 1)),
                            Samples.empty().classes(),
                            Rows.of(List.of()),
                            Rows.of(List.of())));
        }
        ReportIndex.write(temp);

        assertThat(Files.readString(temp.resolve("index.html")))
                .containsSubsequence(
                        "<a href=\"#database-1-2026\">2026</a>, <a href=\"#database-1-2024\">2024</a>",
                        "<caption>Runs of 2026: 1 run</caption>",
                        "run-2026/report.html",
                        "<caption>Runs of 2024: 1 run</caption>",
                        "run-2024/report.html");
    }

    @Test
    void write_givesTheSameBytes_whenThePeriodIsTheSame() throws Exception {
        Path one = write("one", Optional.empty());
        Path two = write("two", Optional.empty());

        for (String name : List.of("period.html", "period.json", "register.csv", "exceptions.csv", "certificate.pdf")) {
            assertThat(two.resolve(name)).hasSameBinaryContentAs(one.resolve(name));
        }
    }

    @Test
    void write_isRefused_whenTheDirectoryHoldsAnotherPeriod() throws Exception {
        write("r", Optional.empty());

        assertThatThrownBy(() -> write("r", Optional.of("referral-25")))
                .isInstanceOf(ReportRefusedException.class)
                .hasMessageContaining("holds the report of another period, 2026-10-01-to-2026-12-31");
    }

    @Test
    void period_isWrong_whenItEndsBeforeItBegins() {
        assertThatThrownBy(() -> new Period(
                        LocalDate.of(2026, 2, 1), LocalDate.of(2026, 1, 31), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void index_listsRunsAndPeriods_theLatestFirst() throws Exception {
        ReportWriter.write(temp.resolve("run-9"), Samples.ofRun("9"));
        ReportWriter.write(temp.resolve("run-10"), Samples.ofRun("10"));
        write("period-2026-10-01-to-2026-12-31", Optional.empty());
        Files.createDirectory(temp.resolve("broken"));
        Files.writeString(temp.resolve("broken/run.json"), "{");

        ReportIndex.write(temp);

        assertThat(Files.readString(temp.resolve("index.html")))
                .containsSubsequence(
                        "href=\"run-10/report.html\">Run 10</a>",
                        "22 November 2026",
                        "<span class=\"word\">finished</span>",
                        ">3,400</td>",
                        ">3,377</td>",
                        ">L1</td>",
                        "href=\"run-10/certificate.pdf\"",
                        "href=\"run-9/report.html\"",
                        "href=\"period-2026-10-01-to-2026-12-31/period.html\">From 1 October 2026 to 31 December 2026</a>",
                        ">3,389</td>",
                        "could not be read",
                        "broken");
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder(
                            "run-9", "run-10", "period-2026-10-01-to-2026-12-31", "broken", "index.html");
        }
    }

    @Test
    void index_leavesAPageOfSomebodyElseAlone() throws Exception {
        Files.writeString(temp.resolve("index.html"), "<h1>Ours</h1>");

        ReportIndex.write(temp);

        assertThat(temp.resolve("index.html")).hasContent("<h1>Ours</h1>");
    }

    private Path write(String name, Optional<String> rule) throws IOException {
        return PeriodWriter.write(temp.resolve(name), SamplePeriod.report(rule)).directory();
    }

    private static JsonNode json(Path directory) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve("period.json")));
    }
}
