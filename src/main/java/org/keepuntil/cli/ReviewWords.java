package org.keepuntil.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.decide.ReviewDecision;
import org.keepuntil.docket.Reviews;
import org.keepuntil.plan.Listed;
import org.keepuntil.sql.Workload.Work;

/** Sentences about what was decided of records in review. */
final class ReviewWords {
    private ReviewWords() {}

    /** What was decided of a record in review, by whom, and what became of it. */
    static String sentence(Reviews.Decided each) {
        String done = each.run().map(run -> ", in run " + run).orElse("");
        return LocalDate.ofInstant(each.at(), ZoneOffset.UTC) + ", by " + each.by() + ": "
                + each.decision().phrase() + " (rule " + each.decision().stage().rule() + ", stage "
                + each.decision().stage().number() + "; " + each.fate().words() + done + "; entry " + each.entry()
                + " of the log).";
    }

    /** What was decided in the record's review and holds now. */
    static List<String> decided(DataSource database, Work work, Listed found) {
        return found.standing().docket().review().stream()
                .flatMap(review -> Reviews.of(database).decisions(work.name(), found.key()).stream()
                        .filter(each -> each.fate() == Reviews.Fate.IN_FORCE)
                        .map(each -> "In its review was decided on " + sentence(each) + " "
                                + consequence(review.choice(), review.keepUntil())))
                .limit(1)
                .toList();
    }

    /** What comes of a decision. */
    static String consequence(ReviewDecision.Choice choice, Optional<LocalDate> keepUntil) {
        return switch (choice) {
            case DESTROY ->
                "The next run that has approval destroys it, unless a hold is placed or a fact changes before.";
            case ANONYMISE ->
                "The next run that has approval anonymises it, unless a hold is placed or a fact changes before.";
            case TRANSFER -> "The next run packs it, and it goes when somebody has accepted the package.";
            case PRESERVE -> "It stays for ever, as long as its facts, its rule and the schedule are the same.";
            case KEEP ->
                "It stays, and is in review again on "
                        + keepUntil.map(LocalDate::toString).orElse("that day") + ".";
            case GO_ON -> "What the schedule says is done in its turn.";
        };
    }
}
