package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.schedule.Rule.Stage;

/**
 * A rule by which records may go earlier than by an earlier version of it, or more of a record may. What cannot be proved to keep as long
 * is taken to be shorter.
 *
 * @param how in words, after the name of the rule
 */
public record Shortened(String rule, String how) {
    /** What became shorter. Rules that only mark keep nothing, and a class that is gone is disposed of by nobody. */
    public static List<Shortened> between(Schedule before, Schedule after) {
        List<Shortened> found = new ArrayList<>();
        Lengths lengths = new Lengths(after.years());
        for (Rule was : before.rules()) {
            if (!was.onlyFlags() && after.recordClass(was.records()).isPresent()) {
                Optional<Rule> is = after.rulesFor(was.records()).stream()
                        .filter(rule -> rule.id().equals(was.id()))
                        .findFirst();
                how(was, is, lengths).forEach(how -> found.add(new Shortened(was.id(), how)));
            }
        }
        if (!before.years().equals(after.years())) {
            found.add(new Shortened("years", "start on other days"));
        }
        return found;
    }

    private static List<String> how(Rule was, Optional<Rule> now, Lengths lengths) {
        if (now.isEmpty()) {
            return List.of("is gone");
        }
        Rule is = now.get();
        List<String> how = new ArrayList<>();
        if (!Implications.implies(was.when(), is.when())) {
            how.add("may apply to fewer records");
        }
        for (Stage stage : is.stages()) {
            boolean asLong = was.stages().stream()
                    .anyMatch(earlier -> demands(earlier.then(), was.sendCopy(), stage.then(), is.sendCopy())
                            && (stage.phrase().equals(earlier.phrase())
                                    || lengths.covers(stage.keep(), earlier.keep())));
            if (!asLong) {
                how.add("was \"" + words(was) + "\" and is \"" + stage.phrase() + ", then "
                        + stage.then().word() + "\"");
            }
        }
        is.noLongerThan()
                .filter(max -> was.noLongerThan()
                        .filter(old -> lengths.covers(max, old))
                        .isEmpty())
                .ifPresent(max -> how.add(
                        "keeps no longer than " + is.noLongerThanPhrase().orElse("a maximum")));
        if (is.notice().orElse(0) < was.notice().orElse(0)) {
            how.add("gives less notice");
        }
        return how;
    }

    /** Whether what was asked before asks at least as much of a record as what is asked now. */
    private static boolean demands(Disposal before, boolean copiedBefore, Disposal now, boolean copiedNow) {
        boolean leaves = now == Disposal.REVIEW || now == Disposal.FLAG || (now == Disposal.TRANSFER && copiedNow);
        return leaves || before.covers(now) || (before == now && (now != Disposal.TRANSFER || !copiedBefore));
    }

    private static String words(Rule rule) {
        return String.join(
                "; ",
                rule.stages().stream()
                        .map(stage -> stage.phrase() + ", then " + stage.then().word())
                        .toList());
    }

    @Override
    public String toString() {
        return rule + " " + how;
    }
}
