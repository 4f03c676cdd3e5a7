package org.keepuntil.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keepuntil.decide.Explanation.Section;

class ResultsTest {
    private static final String LOOKED_AFTER =
            "    record: referral\n    given: { child: { born: 2004-02-29 }, looked after: true, score: 3 }\n";

    @Test
    void example_passes_whenAllIsAsItExpects() {
        Results results = Samples.run("""
                examples:
                  - name: of siblings the youngest decides
                    record: referral
                    given: { child: [{ born: 2003-02-01 }, { born: 2014-10-09 }], looked after: false }
                    expect: { eligible on: 2039-10-09, earliest: 2039-10-09, rule: referral-25, then: destroy, status: due }
                  - name: the day before it is kept, and marked
                    record: referral
                    given: { child: [{ born: 2003-02-01 }, { born: 2014-10-09 }], looked after: false }
                    as of: 2039-10-08
                    expect: { eligible on: 2039-10-09, status: retained, flags: [referral-mark] }
                  - name: long before it is not marked
                    record: referral
                    given: { child: { born: 2014-10-09 }, looked after: false }
                    as of: 2038-10-08
                    expect: { flags: [] }
                  - name: held
                    record: referral
                    given: { child: { born: 2004-02-29 }, looked after: false }
                    held: true
                    expect: { eligible on: 2029-03-01, status: held }
                """);

        assertThat(results.all()).hasSize(4).allSatisfy(result -> {
            assertThat(result.complaints()).isEmpty();
            assertThat(result.passed()).isTrue();
        });
        assertThat(results.failed()).isEmpty();
    }

    @Test
    void example_fails_withEachDifferenceAndTheWay_whenItComesOutOtherwise() {
        Results results = Samples.run("examples:\n  - name: wrong in everything\n" + LOOKED_AFTER + """
                    expect:
                      eligible on: 2029-02-28
                      earliest: ever
                      rule: referral-25
                      then: review
                      status: due
                      flags: [referral-mark]
                """);

        Result result = results.failed().get(0);
        assertThat(result.complaints())
                .containsExactly(
                        "eligible on: expected 2029-02-28, but it is 2079-03-01",
                        "earliest: expected ever, but it is 2079-03-01",
                        "rule: expected referral-25, but it is referral-75",
                        "then: expected review, but it is destroy",
                        "status as of 2029-02-28: expected due, but it is retained");
        assertThat(result.derivation())
                .extracting(Section::heading)
                .contains("What is known", "What each rule gives", "Which rule governs", "Status");
        assertThat(result.derivation().toString()).contains("the age of 75 is attained at the start of 1 March 2079");
    }

    @Test
    void flags_andNoRule_areComparedToo() {
        Results results = Samples.run("""
                examples:
                  - name: marked
                    record: referral
                    given: { child: { born: 2004-02-29 } }
                    as of: 2028-02-29
                    expect: { flags: [], rule: none }
                """);

        assertThat(results.failed().get(0).complaints())
                .containsExactly(
                        "rule: expected none, but it is referral-75",
                        "flags as of 2028-02-29: expected none, but it is referral-mark");
    }

    @Test
    void docket_isTakenIntoAccount() {
        Results results = Samples.run("""
                examples:
                  - name: listed and the notice has run
                    record: log
                    given: { written: 2020-01-01, kind: plain }
                    done: { log-redact: [redact] }
                    notice given: { log-notice: 2021-02-01 }
                    last reference went: 2020-06-01
                    as of: 2021-03-04
                    expect: { status: due, rule: log-notice, then: destroy }
                  - name: the day before
                    record: log
                    given: { written: 2020-01-01, kind: plain }
                    done: { log-redact: [redact] }
                    notice given: { log-notice: 2021-02-01 }
                    last reference went: 2020-06-01
                    as of: 2021-03-03
                    expect: { status: in notice }
                """);

        assertThat(results.all())
                .allSatisfy(result -> assertThat(result.complaints()).isEmpty());
    }

    @Test
    void notShown_namesRulesThatDecideNothing_andClassesWithoutExample() {
        Results results =
                Samples.run("examples:\n  - name: one\n" + LOOKED_AFTER + "    expect: { eligible on: 2079-03-01 }\n");

        assertThat(results.notShown())
                .containsExactly(
                        "No example shows rule referral-25.", "No example is about note.", "No example is about log.");
    }
}
