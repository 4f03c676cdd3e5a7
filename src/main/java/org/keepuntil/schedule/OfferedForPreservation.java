package org.keepuntil.schedule;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** A rule that keeps for ever, or destroys, beside words that offer the record to an archive. */
final class OfferedForPreservation implements Lint {
    private static final Pattern OFFER =
            Pattern.compile("(?<!not )(?<!never )\\b(?:offer(?:ed)?|transfer(?:red)?|pass(?:ed)?|deposit(?:ed)?)"
                    + " (?:it |them )?(?:to|with|at|in) (?:\\p{L}+ ){0,4}(?:record(?:s)? office|archive|archives|archivist|history centre"
                    + "|museum|place of deposit)\\b|\\bplace of deposit\\b");
    private static final Set<Disposal> KEEPS_THE_OFFER = Set.of(Disposal.TRANSFER, Disposal.REVIEW);

    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (WrittenRule rule : schedule.rules()) {
            Optional<Node.Scalar> authority = rule.scalar("authority");
            boolean offers = rule.rule().onlyFlags()
                    || rule.rule().stages().stream().anyMatch(stage -> KEEPS_THE_OFFER.contains(stage.then()));
            if (authority.isPresent() && !offers) {
                check(rule, authority.get(), problems);
            }
        }
    }

    private static void check(WrittenRule rule, Node.Scalar authority, Problems problems) {
        Matcher offer = OFFER.matcher(authority.text().toLowerCase(Locale.ROOT).replaceAll("\\s", " "));
        if (!offer.find()) {
            return;
        }
        boolean forEver = rule.lastKeep().period() instanceof Period.Permanently;
        String act = "then: " + rule.rule().lastStage().then().word();
        problems.warning(
                authority.placeAt(offer.start()),
                offer.end() - offer.start(),
                "the authority offers the record to an archive, and the rule says "
                        + (forEver ? "\"permanently\"" : "\"" + act + "\""),
                forEver
                        ? "What is kept permanently never leaves. Write how long the service needs it, and then: transfer,"
                                + " or then: review."
                        : "Write then: transfer, or then: review, so that somebody can select it first.");
    }
}
