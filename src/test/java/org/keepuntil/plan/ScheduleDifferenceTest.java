package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keepuntil.plan.ScheduleDifference.Change;
import org.keepuntil.plan.ScheduleDifference.Part;
import org.keepuntil.plan.ScheduleDifference.RuleDifference;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

class ScheduleDifferenceTest {
    private static String text;

    @BeforeAll
    static void read() throws Exception {
        text = Files.readString(Path.of("schedules/south-essex-extended-services/schedule.yaml"));
    }

    private static Schedule schedule(String text) {
        Problems problems = new Problems();
        return YamlFile.of("schedule.yaml", text, problems)
                .flatMap(file -> ScheduleParser.parse(file, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
    }

    private static ScheduleDifference to(String changed) {
        return ScheduleDifference.between(schedule(text), schedule(changed));
    }

    @Test
    void isEmpty_whenOnlyCommentsDiffer() {
        assertThat(to(text + "\n# nothing\n").isEmpty()).isTrue();
        assertThat(to(text).unchanged()).isEqualTo(3);
    }

    @Test
    void namesEachPartOfARuleThatChanges() {
        ScheduleDifference found = to(text.replace("age 25 of", "age 30 of")
                .replace("when: { looked after: true }", "when: { looked after: present }")
                .replaceFirst("then: flag", "then: review")
                .replace("reg. 50", "reg. 51"));

        assertThat(found.rules())
                .containsExactly(
                        new RuleDifference(
                                "referral-25",
                                Change.CHANGED,
                                List.of(new Part(
                                        "keep",
                                        "until age 25 of the youngest child",
                                        "until age 30 of the youngest child"))),
                        new RuleDifference(
                                "referral-looked-after",
                                Change.CHANGED,
                                List.of(
                                        new Part("when", "looked after: true", "looked after: present"),
                                        new Part(
                                                "authority",
                                                "Care Planning, Placement and Case Review (England) Regulations 2010, reg. 50",
                                                "Care Planning, Placement and Case Review (England) Regulations 2010, reg. 51"))),
                        new RuleDifference(
                                "referral-last-year", Change.CHANGED, List.of(new Part("then", "flag", "review"))));
        assertThat(found.unchanged()).isZero();
    }

    @Test
    void namesRulesThatGoAndCome_andWhatChangesInTheWhole() {
        ScheduleDifference found = to(text.replace("id: referral-last-year", "id: referral-mark")
                .replace("version: 2026-04", "version: 2027-04")
                .replace("review by: 2027-03-31\n", "")
                .replace("time zone: Europe/London", "time zone: Europe/Paris\nyears: { financial: 01-01 }"));

        assertThat(found.schedule())
                .contains(
                        new Part("version", "2026-04", "2027-04"),
                        new Part("review by", "2027-03-31", ""),
                        new Part("time zone", "Europe/London", "Europe/Paris"),
                        new Part("financial year from", "04-01", "01-01"))
                .hasSize(4);
        assertThat(found.rules())
                .extracting(rule -> rule.id() + " " + rule.change())
                .containsExactly("referral-last-year REMOVED", "referral-mark ADDED");
        assertThat(found.unchanged()).isEqualTo(2);
    }

    @Test
    void namesClassesThatGoAndCome() {
        String more = text.replace("\nrules:\n", "  invoice:\n    title: Invoice\n    events: [payment]\n\nrules:\n")
                + "\n  - { id: invoice-6, records: invoice, keep: 6 years after payment, then: destroy }\n";

        assertThat(to(more).classesAdded()).containsExactly("invoice");
        assertThat(ScheduleDifference.between(schedule(more), schedule(text)).classesRemoved())
                .containsExactly("invoice");
    }
}
