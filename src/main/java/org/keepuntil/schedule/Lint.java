package org.keepuntil.schedule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Period.Counted;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** Warns of what is well-formed and yet hardly meant. */
final class Lint {
    /** A leap cycle and more, so that leap days, ends of months and starts of years all occur. */
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private static final LocalDate LAST = LocalDate.of(2008, 12, 31);

    /** A rule and the words on which it rests. */
    private record Grounded(Rule rule, Node.Scalar authority) {}

    private final Problems problems;
    private final List<Grounded> grounded = new ArrayList<>();

    Lint(Problems problems) {
        this.problems = problems;
    }

    void remember(Rule rule, Node.Scalar authority) {
        grounded.add(new Grounded(rule, authority));
    }

    /** Of two members that rest on the same event, the one that is never later (or never earlier) never wins. */
    void members(List<Kept> members, boolean longest) {
        for (int i = 0; i < members.size(); i++) {
            for (int j = 0; j < members.size(); j++) {
                Kept loser = members.get(i);
                Kept winner = members.get(j);
                boolean never = i != j && loses(loser.period(), winner.period(), longest);
                // Of two that always agree only the second is superfluous.
                if (never && !(j > i && loses(winner.period(), loser.period(), longest))) {
                    problems.warning(
                            loser.node().place(),
                            loser.node().length(),
                            "\"" + loser.phrase() + "\" can never win beside \"" + winner.phrase() + "\"",
                            "Take it out, or change it.");
                    break;
                }
            }
        }
    }

    private static boolean loses(Period loser, Period winner, boolean longest) {
        if (!(loser instanceof Counted a)
                || !(winner instanceof Counted b)
                || !a.event().equals(b.event())) {
            return false;
        }
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            int order = a.eligible(day, YearStarts.DEFAULTS).compareTo(b.eligible(day, YearStarts.DEFAULTS));
            if (longest ? order > 0 : order < 0) {
                return false;
            }
        }
        return true;
    }

    /** Nothing comes after an alternative that always applies. */
    void alternatives(List<Period.Alternative> alternatives) {
        boolean closed = false;
        for (Period.Alternative alternative : alternatives) {
            if (closed) {
                problems.warning(
                        alternative.place(),
                        1,
                        "this alternative can never be reached: one before it has no \"when\"",
                        "Move the one without \"when\" to the end.");
            }
            closed = closed || alternative.when().isEmpty();
        }
    }

    /**
     * An authority that names another number of years, or another age, than its rule. Several rules of a class may quote the
     * same paragraph, so what another rule of the class keeps is no contradiction.
     */
    void authorities() {
        for (Grounded each : grounded) {
            Set<Amount> named = Amount.inText(each.authority().text());
            Set<Amount> kept = Amount.inRule(each.rule());
            Set<Amount> ofClass = new HashSet<>();
            grounded.stream()
                    .filter(g -> g.rule().records().equals(each.rule().records()))
                    .forEach(g -> ofClass.addAll(Amount.inRule(g.rule())));
            Set<Amount> strange = new HashSet<>(named);
            strange.removeAll(ofClass);
            boolean contradicts = named.stream().noneMatch(kept::contains) && !kept.isEmpty();
            if (!named.isEmpty() && (contradicts || !strange.isEmpty())) {
                warn(each, contradicts ? named : strange);
            }
        }
    }

    private void warn(Grounded each, Set<Amount> strange) {
        String said =
                String.join(", ", strange.stream().map(Amount::words).sorted().toList());
        problems.warning(
                each.authority().place(),
                each.authority().length(),
                "the authority says " + said + ", the rule says \""
                        + each.rule().lastStage().phrase() + "\"",
                "Look which of the two is right.");
    }
}
