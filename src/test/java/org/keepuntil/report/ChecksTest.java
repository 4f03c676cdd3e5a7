package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;

/** Counts that do not add up: each is said, at the top of the page and in the document. */
class ChecksTest {
    private static final String CLASS = "Referral and support record. ";

    @TempDir
    Path temp;

    @Test
    void statuses_areHeldAgainstTheTotal() throws Exception {
        var classes = List.of(Sample.referral(Samples.statuses(Status.RETAINED, 20_759), Sample.OUTCOMES));

        assertThat(wrong(Samples.withClasses(classes)))
                .containsExactly(CLASS + "Records in the class: 28,000; all statuses together: 27,999.");
    }

    @Test
    void due_isHeldAgainstThePlan() throws Exception {
        var classes = List.of(Sample.referral(Samples.statuses(Status.DUE, 3_401), Sample.OUTCOMES));

        assertThat(wrong(Samples.withClasses(classes)))
                .contains(CLASS + "Records planned: 3,400; records with the status due: 3,401.");
    }

    @Test
    void outcomes_areHeldAgainstThePlanAndTheListOfExceptions() throws Exception {
        var classes = List.of(Sample.referral(Sample.STATUSES, Samples.outcomes(Outcome.FAILED, 3)));

        assertThat(wrong(Samples.withClasses(classes)))
                .containsExactly(
                        CLASS + "Records planned: 3,400; all outcomes together: 3,401.",
                        CLASS + "Records failed: 3; rows in exceptions.csv: 2.");
    }

    @Test
    void rules_areHeldAgainstThePlan() throws Exception {
        ClassReport good = Sample.referral(Sample.STATUSES, Sample.OUTCOMES);
        RuleReport rule = good.rules().get(0);
        var fewer = new RuleReport(rule.id(), rule.phrase(), rule.act(), rule.authority(), 3_000);

        assertThat(wrong(Samples.withClasses(List.of(withRules(good, List.of(fewer))))))
                .containsExactly(
                        CLASS + "Records planned: 3,400; due by all rules together: 3,000.",
                        CLASS + "Records of rule referral-25 done and never planned, expected: 0;"
                                + " records of rule referral-25 done and never planned, found: 377.");
    }

    @Test
    void stages_haveEachTheirOwnCount() {
        Tally tally = new Tally(Sample.report());
        RegisterRow row = Sample.register(1).findFirst().orElseThrow();
        tally.add(row);
        RuleReport redaction = stage(row.rule(), 1, Disposal.REDACT);
        RuleReport destruction = stage(row.rule(), 2, Disposal.DESTROY);

        assertThat(tally.done(row.recordClass(), redaction)).isZero();
        assertThat(tally.done(row.recordClass(), destruction)).isEqualTo(1);
        assertThat(destruction.title()).isEqualTo("referral-25, stage 2");
    }

    @Test
    void stages_areHeldAgainstThePlanTogether() throws Exception {
        ClassReport good = Sample.referral(Sample.STATUSES, Sample.OUTCOMES);
        RuleReport destruction = stage("referral-25", 2, Disposal.DESTROY);

        assertThat(wrong(Samples.withClasses(List.of(withRules(good, List.of(destruction))))))
                .contains(CLASS + "Records of rule referral-25 done and never planned, expected: 0;"
                        + " records of rule referral-25 done and never planned, found: 3,377.");
    }

    private static RuleReport stage(String rule, int number, Disposal act) {
        return new RuleReport(
                rule, Optional.of(number), "3 years after closure", Optional.of(act), Optional.empty(), 0);
    }

    @Test
    void doneAndComponents_areHeldAgainstTheRegister() throws Exception {
        RunReport report = Samples.withRegister(Sample.register(Sample.DONE - 1)::forEach);

        // the last row of the sample removed 2 contacts, 1 assessment and 1 document
        assertThat(wrong(report))
                .contains(
                        CLASS + "Records done: 3,377; rows in register.csv: 3,376.",
                        CLASS + "Rows removed from sees.contact: 10,125; the same in register.csv: 10,123.");
    }

    @Test
    void register_isOutOfOrder_whenAnIndexComesTwice() throws Exception {
        Stream<RegisterRow> rows = Sample.register(Sample.DONE)
                .map(row -> row.logIndex() == Sample.FIRST_ENTRY + 7 ? withIndex(row, row.logIndex() - 1) : row);

        assertThat(wrong(Samples.withRegister(rows::forEach)))
                .containsExactly("register.csv. Rows out of the log’s order, expected: 0;"
                        + " rows out of the log’s order, found: 1.");
    }

    @Test
    void register_isHeldAgainstTheRunsPartOfTheLog() throws Exception {
        Stream<RegisterRow> rows = Sample.register(Sample.DONE)
                .map(row -> row.logIndex() == Sample.FIRST_ENTRY + Sample.DONE ? withIndex(row, 900_000) : row);

        assertThat(wrong(Samples.withRegister(rows::forEach)))
                .singleElement()
                .asString()
                .contains("outside the run’s part of the log, found: 1");
    }

    @Test
    void rowsOfAnUnknownClass_areSaid() throws Exception {
        List<ExceptionRow> rows = new ArrayList<>(Sample.exceptions());
        rows.add(new ExceptionRow("visitor", Sample.token(1), Outcome.FAILED, "It failed."));

        assertThat(wrong(Samples.withExceptions(rows)))
                .singleElement()
                .asString()
                .startsWith("Both lists. Rows of a class that the report does not have");
    }

    @Test
    void countsBelowZero_areSaidAndDrawnAsNothing() throws Exception {
        var statuses = Samples.statuses(Status.OPEN, -5);

        List<String> wrong = wrong(Samples.withClasses(List.of(Sample.referral(statuses, Sample.OUTCOMES))));

        assertThat(wrong).contains(CLASS + "Counts below zero, expected: 0; counts below zero, found: 1.");
        assertThat(Files.readString(temp.resolve("r/report.html"))).doesNotContain("width=\"-");
    }

    @Test
    void flags_doNotCountAsDue() {
        ClassReport c = Sample.referral(Sample.STATUSES, Sample.OUTCOMES);

        assertThat(c.rules()).anySatisfy(rule -> assertThat(rule.act()).contains(Disposal.FLAG));
        assertThat(c.checks()).allMatch(Check::agrees);
    }

    /** The sentences of what does not add up; they are in the page and in the document too. */
    private List<String> wrong(RunReport report) throws Exception {
        ReportWriter.Written written = ReportWriter.write(temp.resolve("r"), report);
        List<String> sentences =
                written.discrepancies().stream().map(Check::sentence).toList();
        String html = Files.readString(written.html());
        assertThat(html)
                .contains("This report does not add up", "These counts, or others, do not add up.")
                .contains("Not certain: the counts do not add up")
                .doesNotContain("✓ Reached", "Keepuntil destroyed");
        assertThat(html.indexOf("This report does not add up"))
                .as("before the first section")
                .isLessThan(html.indexOf("<main"));
        sentences.forEach(sentence -> assertThat(html).contains("<li>" + sentence + "</li>"));
        assertThat(Files.readString(written.directory().resolve("run.json")))
                .contains("\"addsUp\" : false", "\"reached\" : null");
        return sentences;
    }

    private static RegisterRow withIndex(RegisterRow row, long index) {
        return new RegisterRow(
                index, row.recordClass(), row.record(), row.action(), row.rule(), row.date(), row.components());
    }

    private static ClassReport withRules(ClassReport c, List<RuleReport> rules) {
        return new ClassReport(
                c.name(),
                c.title(),
                c.total(),
                c.statuses(),
                rules,
                c.outcomes(),
                c.components(),
                c.flags(),
                List.of());
    }
}
