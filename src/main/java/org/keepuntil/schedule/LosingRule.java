package org.keepuntil.schedule;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.schedule.Condition.PersonLine;
import org.keepuntil.schedule.Condition.PersonState.DiedBefore;
import org.keepuntil.schedule.Period.Counted;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/**
 * A rule that never governs, because another one applies wherever it does and keeps at least as long. A rule with stages
 * or a maximum has an effect all the same.
 */
final class LosingRule implements Lint {
    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (WrittenRule rule : schedule.rules()) {
            if (rule.competes() && rule.keeps().size() == 1 && rule.maximum().isEmpty()) {
                schedule.ofClass(rule.rule().records())
                        .filter(other -> !other.is(rule) && other.competes())
                        .filter(other -> loses(rule, other, schedule))
                        .findFirst()
                        .ifPresent(winner -> warn(rule, winner, problems));
            }
        }
    }

    private static boolean loses(WrittenRule rule, WrittenRule other, WrittenSchedule schedule) {
        if (!Implications.implies(rule.rule().when(), other.rule().when())) {
            return false;
        }
        Lengths lengths = schedule.lengths();
        Period own = rule.lastKeep().period();
        Period others = other.lastKeep().period();
        return endsBefore(rule, other, schedule)
                || lengths.exceeds(others, own)
                || (lengths.covers(others, own) && losesTies(rule, other, schedule, lengths.covers(own, others)));
    }

    /** On a tie the milder act governs; of two rules that say the same, only the second is superfluous. */
    private static boolean losesTies(
            WrittenRule rule, WrittenRule other, WrittenSchedule schedule, boolean alwaysTies) {
        int acts = other.rule()
                .lastStage()
                .then()
                .compareTo(rule.rule().lastStage().then());
        boolean before = schedule.rules().indexOf(other) < schedule.rules().indexOf(rule);
        return acts < 0 || (acts == 0 && (before || !alwaysTies));
    }

    /**
     * Who died before an age has a death that is bounded by the birth, so a period after it is bounded too: 15 years after a
     * death before 18 are over by 33.
     */
    private static boolean endsBefore(WrittenRule rule, WrittenRule other, WrittenSchedule schedule) {
        if (!(rule.lastKeep().period() instanceof Counted own && own.event() instanceof Event.Death death)
                || !(other.lastKeep().period() instanceof Counted others
                        && others.event().equals(new Event.Birth(death.person())))) {
            return false;
        }
        Optional<Integer> age = diedBefore(rule.rule(), death.person());
        return age.isPresent()
                && birthdays().allMatch(birth -> {
                    LocalDate lastDeath = Rulings.attains(birth, age.get()).minusDays(1);
                    return own.eligible(lastDeath, schedule.years()).isBefore(others.eligible(birth, schedule.years()));
                });
    }

    private static Stream<LocalDate> birthdays() {
        return Lengths.FIRST.datesUntil(Lengths.LAST);
    }

    private static Optional<Integer> diedBefore(Rule rule, Person person) {
        return rule.when().stream()
                .flatMap(LosingRule::lines)
                .filter(line -> line instanceof PersonLine of && of.role().equals(person.role()))
                .map(PersonLine.class::cast)
                .filter(line -> !line.any() || person.which() == Person.Which.ONLY)
                .flatMap(line -> line.state() instanceof DiedBefore died ? Stream.of(died.age()) : Stream.empty())
                .findFirst();
    }

    private static Stream<Condition> lines(Condition condition) {
        return condition instanceof Condition.AllOf all
                ? all.members().stream().flatMap(LosingRule::lines)
                : Stream.of(condition);
    }

    private static void warn(WrittenRule rule, WrittenRule winner, Problems problems) {
        Node.Scalar at = rule.line("id");
        Node.Scalar place = rule.scalar("id").orElse(at);
        problems.warning(
                place.place(),
                place.length(),
                "this rule can never govern: " + winner.name()
                        + " applies wherever it does and keeps at least as long (\""
                        + winner.lastKeep().phrase() + "\")",
                "Of the rules that apply, the one that keeps longest governs. If the shorter is meant as an exception, write"
                        + " both in one rule as a list: keep: { first that applies: [...] }");
    }
}
