package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keepuntil.calendar.Span;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.schedule.Period.Counted;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** What a period says of itself is read as the same period. */
class RoundTripTest {
    private static final List<String> EVENTS = List.of("closure", "last contact", "Last", "DBS check");
    private static final List<String> PEOPLE = List.of("child", "Accused Person", "child's friend");
    private static final int TIMES = 20_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void phrase_isReadAsTheSamePeriod() {
        for (int i = 0; i < TIMES; i++) {
            Counted period = period();
            Problems problems = new Problems();
            Optional<Period> read = PeriodParser.parse(period.phrase(), EVENTS, PEOPLE, new Place("p", 1, 1), problems);
            assertThat(read).as("seed %s: %s", seed, problems.render()).contains(period);
        }
    }

    private Counted period() {
        return switch (random.nextInt(3)) {
            case 0 -> new Period.Until(moment());
            case 1 -> {
                Length length = length();
                yield new Period.After(length.span(), length.words(), moment());
            }
            default -> {
                Length length = length();
                yield new Period.BeginningWith(length.span(), length.words(), event());
            }
        };
    }

    private record Length(Span span, String words) {}

    private Length length() {
        int years = random.nextInt(100);
        int months = random.nextInt(40);
        int weeks = random.nextInt(60);
        int days = random.nextInt(400);
        return switch (random.nextInt(4)) {
            case 0 -> new Length(new Span(12 * years, 0), years + " years");
            case 1 -> new Length(new Span(12 * years + months, 0), years + " year and " + months + " months");
            case 2 -> new Length(new Span(0, 7 * weeks + days), weeks + " weeks and " + days + " days");
            default -> new Length(new Span(months, days), days + " days and " + months + " month");
        };
    }

    private Moment moment() {
        return switch (random.nextInt(3)) {
            case 0 -> new Moment.Of(event());
            case 1 -> age();
            default ->
                new Moment.EndOfYear(
                        any(List.of(YearKind.values())), random.nextBoolean() ? age() : new Moment.Of(event()));
        };
    }

    private Moment age() {
        return new Moment.Age(1 + random.nextInt(150), person());
    }

    private Event event() {
        return switch (random.nextInt(3)) {
            case 0 -> new Event.Birth(person());
            case 1 -> new Event.Death(person());
            default -> new Event.Declared(any(EVENTS));
        };
    }

    private Person person() {
        return new Person(any(PEOPLE), any(List.of(Person.Which.values())));
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
