package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.decide.Status;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.plan.Forecast;
import org.keepuntil.plan.ForecastSpan;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Schedule.Adopted;

class HtmlReportTest {
    @TempDir
    Path temp;

    private String html = "";

    @BeforeEach
    void write() throws Exception {
        html = Samples.html(temp.resolve("sample"), SampleBasis.report());
    }

    @Test
    void page_answersInTheOrderInWhichAnAuditorAsks() {
        assertThat(html)
                .containsSubsequence(
                        "On 22 November 2026 the retention schedule had 3,400 records due. Keepuntil destroyed 3,377"
                                + " of them. The other 23 were not destroyed, and section 5 says why.",
                        "How to read this report",
                        "</span> What was destroyed</h2>",
                        "<td class=\"num\">3,377</td>",
                        "</span> By whose authority</h2>",
                        "adopted by Executive Board on 24 March 2026 (minute 26/114)",
                        "until age 25 of the youngest child",
                        "“retained from the time of referral until the age of 25, after which securely destroyed”",
                        "</span> Who approved</h2>",
                        "Approval 2: a standing one",
                        "m.lindqvist",
                        "Referral and support record: rule referral-25",
                        "Taken back",
                        "Approval 4: the plan of this run",
                        "r.okafor",
                        "21 November 2026, 15:12:09 Europe/London (UTC+00:00)",
                        "“Listed to the Executive Board on 20 November”",
                        "</span> How we know</h2>",
                        "entries 120,412 to 123,813 of the audit log",
                        "A signed checkpoint over the first 123,900 entries takes them in",
                        "</span> What was not destroyed, and why</h2>",
                        "Held since the plan: 12 records",
                        "Failed: 2 records",
                        "every record by its status",
                        "</span> What comes due next</h2>",
                        "</span> What needs a person</h2>",
                        "214 records undetermined",
                        "&quot;sees&quot;.&quot;contact&quot; has not reached level 3",
                        "</span> The schedule as it stood</h2>",
                        "schedule: south-essex-extended-services",
                        "</span> How far the destruction went</h2>",
                        "Every table has reached level 2: out of sight of older transactions.",
                        "VACUUM FULL; its file was replaced, and every page was searched",
                        "</span> The log’s checkpoint, and how to verify it</h2>",
                        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I&#x3D;",
                        "sha256sum register.csv exceptions.csv",
                        "</span> The counts, added up</h2>",
                        "= </span>3,400",
                        "</span> What this report does not cover</h2>",
                        "Paper files in the Basildon store (Records Manager)",
                        "Backups are kept for 35 days",
                        "</span> From the register</h2>",
                        "The first 50 of 3,377 records. The file register.csv lists them all.");
    }

    @Test
    void page_claimsLevelOneAndNoMore_whenNobodyHasMeasured() throws Exception {
        String page = Samples.html(temp, Sample.report());

        assertThat(page.split("✓ Reached", -1)).hasSize(2);
        assertThat(page).containsSubsequence("<th scope=\"row\">L1</th>", "✓ Reached", "<th scope=\"row\">L2</th>");
        assertThat(page.split("<td>Not measured</td>", -1)).hasSize(5);
        assertThat(page)
                .contains("Only the first has been measured")
                .contains("No checkpoint takes in the entries of this run.")
                .contains("No approval is on record for what was due in this run.")
                .contains("rule referral-25: records went, and no approval is on record");
    }

    @Test
    void page_claimsWhatEveryTableHasReached() {
        assertThat(occurrences("✓ Reached")).isEqualTo(2);
        assertThat(html)
                .containsSubsequence(
                        "<th scope=\"row\">L3</th>",
                        "Reached for 1 of 2 tables",
                        "<th scope=\"row\">L4</th>",
                        "Not reached",
                        "<th scope=\"row\">L5</th>",
                        "From 27 December 2026 on, if backups live as long as the binding states");
    }

    @Test
    void page_needsNothingFromElsewhere() {
        assertThat(html).doesNotContain("<script", "http:", "https:", " src=", "@import", "<link");
        Matcher urls = Pattern.compile("url\\(([^)]*)\\)").matcher(html);
        assertThat(urls.results().map(m -> m.group(1))).isNotEmpty().allMatch(url -> url.startsWith("#p-"));
    }

    @Test
    void page_hasTextForEveryBarAndAFillForEveryStatus() {
        assertThat(html)
                .contains(
                        "A bar of 28,000 records. Open: 3,120, 11.1%. Retained: 20,760, 74.1%. Undetermined: 214, 0.8%."
                                + " Held: 180, 0.6%. Referred to: 326, 1.2%. Due: 3,400, 12.1%.");
        for (Status status : Status.values()) {
            assertThat(html).contains("<pattern id=\"p-" + new StatusLook(status).fill() + "\"");
        }
    }

    @Test
    void page_showsFiftyRowsAndTwentyExceptionsOfAKind() throws Exception {
        List<ExceptionRow> many = IntStream.range(0, 1_000)
                .mapToObj(i -> new ExceptionRow("referral", Sample.token(i), Outcome.NOT_REACHED, "The run ended."))
                .toList();
        Map<Outcome, Long> outcomes = Map.of(Outcome.DONE, 2_400L, Outcome.NOT_REACHED, 1_000L);
        String page = Samples.html(
                temp,
                Samples.with(
                        Sample.run(RunState.INTERRUPTED),
                        List.of(Sample.referral(Sample.STATUSES, outcomes)),
                        Rows.of(Sample.register(2_400).iterator()),
                        Rows.of(many)));

        assertThat(page.split("data-label=\"Log index\"", -1)).hasSize(51);
        assertThat(page.split("data-label=\"Reason\"", -1)).hasSize(21);
        assertThat(page)
                .contains("The first 20 of 1,000 are shown. All are in exceptions.csv.")
                .contains("This run did not finish", "<dd>Interrupted</dd>", "1,000 records not reached");
    }

    @Test
    void page_countsTheReasons_whenTheProgramLeftRecordsOnPurpose() throws Exception {
        String reason = "this version does not redact";
        List<ExceptionRow> many = IntStream.range(0, 1_000)
                .mapToObj(i -> new ExceptionRow("referral", Sample.token(i), Outcome.NOT_REACHED, reason))
                .toList();
        Map<Outcome, Long> outcomes = Map.of(Outcome.DONE, 2_400L, Outcome.NOT_REACHED, 1_000L);
        String page = Samples.html(
                temp,
                Samples.with(
                        Sample.run(RunState.FINISHED),
                        List.of(Sample.referral(Sample.STATUSES, outcomes)),
                        Rows.of(Sample.register(2_400).iterator()),
                        Rows.of(many)));

        assertThat(page)
                .containsSubsequence(
                        "2,400 records; section 5 says why the others were left",
                        "Not reached: the reasons",
                        "<td>" + reason + "</td><td class=\"num\">1,000</td>",
                        "This version does not redact. The next run leaves them again, until this changes.")
                .doesNotContain("Find out why the run ended early");
    }

    @Test
    void page_saysHowManyReviewsWaitAndAreOverdue() throws Exception {
        RuleReport review = new RuleReport(
                "referral-review", "3 years after closure", Optional.of(Disposal.REVIEW), Optional.of("a test"), 0);
        ClassReport sample = Sample.invoice();
        ClassReport waits = new ClassReport(
                "letter",
                "Letter",
                40,
                Map.of(Status.IN_REVIEW, 40L),
                List.of(review),
                sample.outcomes(),
                List.of(),
                List.of(),
                List.of(new Waiting("referral-review", 60, 40, 3)));

        String page = Samples.html(temp, Samples.withClasses(List.of(waits)));

        assertThat(page)
                .contains(
                        "<dt>Due</dt><dd>never by itself: a person decides</dd>",
                        "<dt>In review</dt><dd>40 records are on the review list, 3 of them overdue: undecided after 60 days</dd>",
                        "Letter: 40 records in review, 3 overdue.")
                .doesNotContain("<dt>Done</dt>");
    }

    @Test
    void page_saysSo_whenThereIsNothing() throws Exception {
        String page = Samples.html(temp, Samples.empty());

        assertThat(page)
                .contains("On 22 November 2026 nothing was due, and nothing was destroyed.")
                .contains("Nothing. This run destroyed and changed no record.")
                .contains("Nothing to measure")
                .contains("It does not say who adopted it.")
                .contains("The schedule has no rule for this class.")
                .contains("The plan found no record of this class.")
                .contains("The register is empty.")
                .contains("This run wrote no entry into the audit log.")
                .contains("The binding does not say how long backups are kept.")
                .contains("<dd>not recorded</dd>")
                .doesNotContain("class=\"bar\"", "✓ Reached", "NaN", "does not add up");
    }

    @Test
    void page_neverShowsTheInsidesOfTheProgram() throws Exception {
        for (String page : List.of(html, Samples.html(temp, Samples.empty()))) {
            assertThat(page).doesNotContain("Optional", "{{", "}}", "[]", "null", "org.keepuntil", "Line[");
        }
    }

    @Test
    void page_showsWhatIsWritten_whenItLooksLikeHtml() throws Exception {
        String evil = "<script>alert(\"x\")</script>&'`=</pre></style>";
        RunReport sample = Sample.report();
        RunReport report = new RunReport(
                new ScheduleFacts(
                        evil,
                        evil,
                        evil,
                        Optional.of(new Adopted(Optional.of(evil), Optional.empty(), Optional.of(evil))),
                        Optional.empty(),
                        sample.schedule().zone(),
                        evil),
                new RunFacts(
                        evil,
                        evil,
                        evil,
                        Sample.AS_OF,
                        sample.run().started(),
                        Optional.empty(),
                        evil,
                        RunState.FAILED,
                        9,
                        evil,
                        sample.run().log()),
                new Digests(evil, evil, evil, evil),
                List.of(new ClassReport(
                        evil,
                        evil,
                        2,
                        Map.of(Status.DUE, 1L, Status.UNDETERMINED, 1L),
                        List.of(new RuleReport(evil, evil, Optional.of(Disposal.DESTROY), Optional.of(evil), 1)),
                        new Outcomes(1, Map.of(Outcome.FAILED, 1L)),
                        List.of(new ComponentCount(evil, 1, 1)),
                        List.of(new ClassReport.FlagCount(evil, 1, 1)),
                        List.of())),
                List.of(new HoldsInForce(
                        evil,
                        1,
                        List.of(new HoldsInForce.HoldReference(evil, Optional.of(Sample.AS_OF.minusDays(1)))))),
                List.of(evil),
                Optional.of(evil),
                Rows.of(List.of(new RegisterRow(
                        Sample.FIRST_ENTRY,
                        evil,
                        evil,
                        Disposal.DESTROY,
                        evil,
                        Sample.AS_OF,
                        List.of(new ComponentCount(evil, 1, 0))))),
                Rows.of(List.of(new ExceptionRow(evil, evil, Outcome.FAILED, evil))),
                new Outlook.Made(new Forecast(
                        Sample.AS_OF,
                        List.of(new ForecastSpan("2026-12", Sample.AS_OF, Sample.AS_OF)),
                        List.of(new Forecast.ClassForecast(
                                evil,
                                evil,
                                1,
                                new Forecast.Days(
                                        Forecast.Share.NONE, List.of(new Forecast.Share(1, 1, 0)), Forecast.Share.NONE),
                                List.of(),
                                0,
                                Map.of())))),
                List.of(new LinkFinding(evil, evil, 1, 1, 1, 1, 1, OptionalLong.of(1))));

        String page = Samples.html(temp, report);

        assertThat(page).doesNotContain("<script", "alert(\"").contains("&lt;script&gt;alert(&quot;x&quot;)");
        assertThat(page.split("</pre>", -1)).hasSameSizeAs(page.split("<pre class=\"file\">", -1));
        assertThat(page.split("</style>", -1)).hasSize(2);
    }

    @Test
    void page_saysWhatCameLateAndWhatIsStillToBeSearched() throws Exception {
        String page = Samples.html(temp, Sample.report());

        assertThat(page)
                .contains("rows that referred to records which were gone already")
                .contains("sees.note.case_ref -&gt; sees.referral.reference: 2 values wait to be searched for again")
                .contains("sees.note.case_ref -&gt; sees.referral.reference: 41 rows lead nowhere");
    }

    @Test
    void page_doesNotSayDestroyed_whenSomethingElseWasDone() throws Exception {
        RunReport report = Samples.withRegister(consumer -> Sample.register(Sample.DONE)
                .map(row -> new RegisterRow(
                        row.logIndex(),
                        row.recordClass(),
                        row.record(),
                        Disposal.ANONYMISE,
                        row.rule(),
                        row.date(),
                        row.components()))
                .forEach(consumer));

        assertThat(Samples.html(temp, report))
                .contains("Keepuntil disposed of 3,377 of them")
                .contains("<td>Anonymised</td>")
                .doesNotContain("Keepuntil destroyed");
    }

    @Test
    void schedule_isQuotedToTheLetter() {
        Matcher text = Pattern.compile("<pre class=\"file\"><code>(.*?)</code></pre>", Pattern.DOTALL)
                .matcher(html);

        assertThat(text.find()).isTrue();
        assertThat(text.group(1).replace("&quot;", "\"").replace("&#39;", "'")).isEqualTo(Sample.TEXT);
    }

    @Test
    void headings_skipNoLevel() {
        int last = 0;
        Matcher headings = Pattern.compile("<h([1-6])[ >]").matcher(html);
        while (headings.find()) {
            int level = Integer.parseInt(headings.group(1));
            assertThat(level)
                    .as(html.substring(headings.start(), headings.start() + 60))
                    .isLessThanOrEqualTo(last + 1);
            last = level;
        }
        assertThat(occurrences("<h1>")).isEqualTo(1);
    }

    @Test
    void ids_areUnique() {
        List<String> ids = Pattern.compile(" id=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(m -> m.group(1))
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
        Pattern.compile("(?:href=\"#|aria-labelledby=\"|aria-describedby=\")([^\"]*)")
                .matcher(html)
                .results()
                .forEach(m -> assertThat(ids).contains(m.group(1).split(" ")));
    }

    private int occurrences(String words) {
        return html.split(Pattern.quote(words), -1).length - 1;
    }
}
