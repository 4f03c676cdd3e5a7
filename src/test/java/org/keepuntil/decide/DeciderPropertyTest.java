package org.keepuntil.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Person;

/** What holds for all rules and facts. The seed is in the name of each test. */
class DeciderPropertyTest {
    private static final int ROUNDS = 8_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void dueRecord_staysDue_onEveryLaterDay(long seed) {
        Random random = new Random(seed);
        int due = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomCase chance = new RandomCase(random);
            Decider decider = chance.decider();
            Facts facts = chance.facts();
            LocalDate asOf = chance.asOf();
            LocalDate later = asOf.plusDays(1 + random.nextInt(9000));
            if (decider.decide(facts, Standing.CLEAR, asOf).status() == Status.DUE) {
                due++;
                // a later stage may ask for a person or a notice, and a maximum may pass
                assertThat(decider.decide(facts, Standing.CLEAR, later).status())
                        .as("round %s, as of %s and %s, %s", round, asOf, later, facts)
                        .isIn(
                                Status.DUE,
                                Status.IN_REVIEW,
                                Status.IN_NOTICE,
                                Status.AWAITING_APPROVAL,
                                Status.CONFLICT);
            }
        }
        assertThat(due).as("due records tried").isGreaterThan(ROUNDS / 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32})
    void decision_isTheSameEachTime_andWhateverTheOrderOfThePeople(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomCase chance = new RandomCase(random);
            Decider decider = chance.decider();
            Facts facts = chance.facts();
            Standing standing = chance.standing();
            LocalDate asOf = chance.asOf();
            Decision decision = decider.decide(facts, standing, asOf);
            assertThat(decider.decide(facts, standing, asOf)).isEqualTo(decision);
            Decision shuffled = decider.decide(shuffled(facts, random), standing, asOf);
            assertThat(shuffled).isEqualTo(decision);
            assertThat(decision.interval().earliest())
                    .isLessThanOrEqualTo(decision.interval().latest());
        }
    }

    private static Facts shuffled(Facts facts, Random random) {
        Map<String, List<PersonFacts>> people = new HashMap<>();
        facts.people().forEach((role, all) -> {
            List<PersonFacts> copy = new ArrayList<>(all);
            Collections.shuffle(copy, random);
            people.put(role, copy);
        });
        return new Facts(facts.events(), people, facts.facts());
    }

    /** Due by the algebra of "by this day" alone, in which no unknown is ever true: the way in which a database decides. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43})
    void latestDay_isReachedOnlyThroughOperandsThatAreKnown(long seed) {
        Random random = new Random(seed);
        int reached = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomCase chance = new RandomCase(random);
            Facts facts = chance.facts();
            LocalDate asOf = chance.asOf();
            Decision decision = chance.decider().decide(facts, Standing.CLEAR, asOf);
            boolean certain = decision.rules().stream().anyMatch(rule -> rule.applies() == Truth.TRUE);
            if (decision.rules().stream().anyMatch(rule -> rule.rule().stages().size() > 1)) {
                continue; // AgendaTest
            }
            boolean allOver = decision.rules().stream()
                    .filter(rule -> rule.applies() != Truth.FALSE)
                    .allMatch(rule -> isOver(rule.rule().lastStage().keep(), facts, asOf));
            assertThat(decision.interval().latest().isOnOrBefore(asOf))
                    .as("round %s, as of %s, %s", round, asOf, facts)
                    .isEqualTo(certain && allOver);
            if (decision.status() == Status.DUE) {
                reached++;
                assertThat(certain && allOver).isTrue();
            }
        }
        assertThat(reached).as("due records tried").isGreaterThan(ROUNDS / 30);
    }

    private static boolean isOver(Period period, Facts facts, LocalDate asOf) {
        if (period instanceof Period.Counted counted) {
            return isOver(counted, facts, asOf);
        }
        if (period instanceof Period.LongestOf longest) {
            return longest.members().stream().allMatch(member -> isOver(member, facts, asOf));
        }
        if (period instanceof Period.ShortestOf shortest) {
            return shortest.members().stream().anyMatch(member -> isOver(member, facts, asOf));
        }
        if (period instanceof Period.FirstThatApplies ladder) {
            return isOver(ladder.alternatives(), facts, asOf);
        }
        return false;
    }

    private static boolean isOver(List<Period.Alternative> ladder, Facts facts, LocalDate asOf) {
        Conditions conditions = new Conditions(facts);
        Periods periods = new Periods(facts, conditions, YearStarts.DEFAULTS, asOf, Docket.EMPTY);
        boolean spoken = false;
        for (Period.Alternative step : ladder) {
            Truth applies = step.when().map(conditions::test).orElse(Truth.TRUE);
            if (applies != Truth.FALSE && periods.evaluate(step.keep()).says() != Truth.FALSE) {
                spoken = true;
                if (!isOver(step.keep(), facts, asOf)) {
                    return false;
                }
            }
            if (applies == Truth.TRUE) {
                return spoken;
            }
        }
        return spoken;
    }

    private static boolean isOver(Period.Counted period, Facts facts, LocalDate asOf) {
        Event event = period.event();
        List<Boolean> over = new EventDays(facts)
                .values(event).stream()
                        .map(value -> value instanceof DateValue.Known known
                                && known.interval()
                                        .latest()
                                        .map(day -> period.eligible(day, YearStarts.DEFAULTS))
                                        .isOnOrBefore(asOf))
                        .toList();
        boolean eldest = event instanceof Event.Birth && EventDays.which(event) == Person.Which.ELDEST;
        return eldest ? over.contains(true) : !over.contains(false);
    }

    /** Nothing is done before its own day, nor before that of any other rule that applies or may. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {71, 72, 73})
    void act_comesAfterTheDaysOfAllOtherRules(long seed) {
        Random random = new Random(seed);
        int acts = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomCase chance = new RandomCase(random);
            Decider decider = chance.decider();
            Facts facts = chance.facts();
            Standing standing = chance.standing();
            LocalDate asOf = chance.asOf();
            Decision decision = decider.decide(facts, standing, asOf);
            if (!Set.of(Status.DUE, Status.IN_REVIEW, Status.IN_NOTICE, Status.AWAITING_APPROVAL)
                            .contains(decision.status())
                    // data that appeared in an anonymised record waits for a person whatever the dates
                    || (decision.status() == Status.IN_REVIEW
                            && standing.docket().appeared())) {
                continue;
            }
            acts++;
            Act act = decision.act().orElseThrow();
            if (standing.docket().appeared() && act.decided().equals(Optional.of(Disposal.ANONYMISE))) {
                // what appeared after an anonymisation is anonymised again, whatever the dates
                continue;
            }
            boolean appeared = standing.docket().appeared() && act.decided().isPresent();
            for (RuleOutcome rule : decision.rules()) {
                if (rule.applies() != Truth.FALSE && (appeared || !rule.rule().equals(act.rule()))) {
                    assertThat(rule.interval().latest())
                            .as("round %s, as of %s, %s, act %s", round, asOf, facts, act)
                            .isLessThanOrEqualTo(Day.of(asOf));
                } else if (!appeared && rule.rule().equals(act.rule())) {
                    assertThat(rule.applies()).isNotEqualTo(Truth.FALSE);
                    Interval own = act.isLast()
                            ? rule.interval()
                            : rule.before().get(act.stage() - 1).derivation().interval();
                    assertThat(own.latest())
                            .as("round %s, as of %s, %s, act %s", round, asOf, facts, act)
                            .isLessThanOrEqualTo(Day.of(asOf));
                    rule.before().stream()
                            .filter(stage -> stage.number() < act.stage())
                            .forEach(stage -> assertThat(stage.blocks()).isFalse());
                }
            }
        }
        assertThat(acts).as("acts tried").isGreaterThan(ROUNDS / 20);
    }

    /** Whoever does what is asked comes to an end, and never does what a later stage has made up for. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {81, 82, 83})
    void acts_followEachOtherInTheOrderOfTheirRule_andEnd(long seed) {
        Random random = new Random(seed);
        int followed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomCase chance = new RandomCase(random);
            Decider decider = chance.decider();
            Facts facts = chance.facts();
            LocalDate asOf = chance.asOf();
            Map<Docket.Stage, Docket.Deed> done = new HashMap<>();
            Map<String, Integer> reached = new HashMap<>();
            while (true) {
                Docket docket = new Docket(done, Map.of(), Optional.empty(), Optional.empty());
                Decision decision = decider.decide(facts, new Standing(false, false, docket), asOf);
                Act act = decision.act().orElse(null);
                if (act == null
                        || !Set.of(Status.DUE, Status.IN_REVIEW, Status.AWAITING_APPROVAL)
                                .contains(decision.status())
                        || deed(act).isEmpty()) {
                    break;
                }
                int before = reached.getOrDefault(act.rule().id(), 0);
                assertThat(act.stage())
                        .as("round %s, as of %s, %s, done %s", round, asOf, facts, done)
                        .isGreaterThan(before);
                reached.put(act.rule().id(), act.stage());
                done.put(
                        new Docket.Stage(act.rule().id(), act.stage()),
                        deed(act).get());
                followed++;
            }
        }
        assertThat(followed).isGreaterThan(ROUNDS / 20);
    }

    /** What the act leaves of a record that is there after it. */
    private static Optional<Docket.Deed> deed(Act act) {
        return switch (act.then()) {
            case REVIEW -> act.isLast() ? Optional.empty() : Optional.of(Docket.Deed.REVIEWED);
            case TRANSFER -> act.isLast() ? Optional.empty() : Optional.of(Docket.Deed.COPIED);
            case REDACT -> Optional.of(Docket.Deed.REDACTED);
            case ANONYMISE -> Optional.of(Docket.Deed.ANONYMISED);
            case DESTROY, FLAG -> Optional.empty();
        };
    }

    /** A date that is found never moves the record out of the days that were said before. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52})
    void interval_narrows_whenADateIsFound(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomCase chance = new RandomCase(random);
            Decider decider = chance.decider();
            Facts facts = chance.facts();
            LocalDate asOf = chance.asOf();
            Facts vague = withClosure(facts, new DateValue.Unknown(DateValue.Gap.NOT_A_DATE));
            Facts exact = withClosure(
                    facts, Sample.known(asOf.minusDays(random.nextInt(9000)).toString()));
            // of several acts that are due the decision tells the day of one, so it is the agenda that is compared
            Interval before = Agenda.of(
                            decider.decide(vague, Standing.CLEAR, asOf).rules())
                    .interval();
            Interval after = Agenda.of(
                            decider.decide(exact, Standing.CLEAR, asOf).rules())
                    .interval();
            assertThat(after.earliest())
                    .as("round %s, as of %s, %s", round, asOf, exact)
                    .isGreaterThanOrEqualTo(before.earliest());
            if (before.latest().isDate()) {
                assertThat(after.latest())
                        .as("round %s, as of %s, %s", round, asOf, exact)
                        .isLessThanOrEqualTo(before.latest());
            }
        }
    }

    private static Facts withClosure(Facts facts, DateValue closure) {
        Map<String, DateValue> events = new HashMap<>(facts.events());
        events.put("closure", closure);
        return new Facts(events, facts.people(), facts.facts());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {61})
    void everyStatusThatTheDeciderGives_isReachedByChance_andExplained(long seed) {
        Random random = new Random(seed);
        Map<Status, Integer> seen = new EnumMap<>(Status.class);
        for (int round = 0; round < ROUNDS; round++) {
            RandomCase chance = new RandomCase(random);
            Facts facts = chance.facts();
            Standing standing = chance.standing();
            LocalDate asOf = chance.asOf();
            Decision decision = chance.decider().decide(facts, standing, asOf);
            seen.merge(decision.status(), 1, Integer::sum);
            assertThat(Explanation.of(decision, facts, standing, asOf, List.of()))
                    .allSatisfy(section -> assertThat(section.lines()).isNotEmpty())
                    .noneMatch(section ->
                            section.lines().toString().contains(Day.NEVER.date().toString()));
            if (decision.status() == Status.UNDETERMINED) {
                Gaps gaps = Gaps.of(decision, facts, asOf);
                assertThat(gaps.missing()).as("round %s, %s", round, facts).isNotEmpty();
            }
        }
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder(
                        Status.UNSCHEDULED,
                        Status.PERMANENT,
                        Status.OPEN,
                        Status.ANONYMISED,
                        Status.PSEUDONYMISED,
                        Status.REDACTED,
                        Status.RETAINED,
                        Status.UNDETERMINED,
                        Status.CONFLICT,
                        Status.HELD,
                        Status.REFERRED_TO,
                        Status.IN_REVIEW,
                        Status.IN_NOTICE,
                        Status.AWAITING_APPROVAL,
                        Status.DUE);
    }
}
