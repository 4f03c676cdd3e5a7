package org.keepuntil.schedule;

import java.util.List;
import org.keepuntil.schedule.Rule.Stage;
import org.keepuntil.source.Problems;

/** Stages in an order in which one of them has nothing left to do, or never comes in time. */
final class StageOrder implements Lint {
    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (WrittenRule rule : schedule.rules()) {
            List<Stage> stages = rule.rule().stages();
            for (int i = 0; i + 1 < stages.size(); i++) {
                acts(stages.get(i), stages.get(i + 1), rule.rule(), problems);
                dates(stages.get(i), stages.subList(i + 1, stages.size()), schedule.lengths(), problems);
            }
        }
    }

    /** Redaction leaves a record that can be reviewed, anonymised or destroyed; these leave less, or none. */
    private static void acts(Stage stage, Stage next, Rule rule, Problems problems) {
        if (stage.then() == Disposal.DESTROY) {
            problems.error(
                    stage.place(),
                    1,
                    "the record is destroyed here, so no later stage has anything left to "
                            + next.then().word(),
                    "Put \"then: destroy\" last.");
        } else if (stage.then() == Disposal.TRANSFER && !rule.sendCopy()) {
            problems.warning(
                    stage.place(),
                    1,
                    "once the transfer is accepted the record is gone, so no later stage has anything left to "
                            + next.then().word(),
                    "To transfer a copy and go on, add to the rule: send copy: true");
        } else if (stage.then() == Disposal.ANONYMISE && next.then() == Disposal.REDACT) {
            problems.warning(
                    stage.place(),
                    1,
                    "what a redaction takes out is still there while the record is being anonymised",
                    "Redact first, and anonymise after it.");
        }
    }

    private static void dates(Stage stage, List<Stage> later, Lengths lengths, Problems problems) {
        later.stream()
                .filter(other -> lengths.covers(stage.keep(), other.keep()))
                .findFirst()
                .ifPresent(other -> problems.warning(
                        stage.place(),
                        1,
                        "this stage never comes before the one on line "
                                + other.place().line() + " (\"" + other.phrase() + "\")",
                        "Stages stand in the order in which they come. Change the order, or one of the periods."));
    }
}
