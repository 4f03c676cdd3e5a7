package org.keepuntil.schedule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.calendar.YearKind;

/** Reads a period in words by the grammar of the language manual, "Periods". */
final class PhraseParser {
    static final Map<String, YearKind> KINDS = Map.of(
            "calendar", YearKind.CALENDAR,
            "financial", YearKind.FINANCIAL,
            "tax", YearKind.TAX,
            "academic", YearKind.ACADEMIC);
    private static final int OLDEST = 150;

    private final Words words;
    private final Vocabulary vocabulary;
    private final Advice advice;

    PhraseParser(Words words, Vocabulary vocabulary) {
        this.words = words;
        this.vocabulary = vocabulary;
        this.advice = new Advice(words, vocabulary);
    }

    /** The whole phrase as a period. */
    Period period() throws Misread {
        advice.beforeReading();
        Period period = start();
        if (!words.atEnd()) {
            throw advice.afterPeriod();
        }
        return period;
    }

    /** The whole phrase as an event. */
    Event onlyEvent() throws Misread {
        Event event = event();
        if (!words.atEnd()) {
            throw words.misread(words.peek(), "\"" + words.rest() + "\" cannot follow an event", "");
        }
        return event;
    }

    private Period start() throws Misread {
        if (words.accept("permanently")) {
            return new Period.Permanently();
        }
        if (words.accept("until")) {
            return until();
        }
        if (words.peek().isNumber()) {
            return counted();
        }
        throw advice.notAPeriod();
    }

    private Period until() throws Misread {
        if (words.accept("no", "other", "record", "refers", "to", "it")) {
            return new Period.UntilUnreferenced();
        }
        return new Period.Until(moment(true));
    }

    private Period counted() throws Misread {
        Durations.Duration duration = new Durations(words).read();
        if (words.accept("after")) {
            return new Period.After(duration.span(), duration.phrase(), moment(false));
        }
        if (words.accept("beginning", "with")) {
            if (words.nextIs("age", "end")) {
                throw advice.beginningWithMidnight();
            }
            return new Period.BeginningWith(duration.span(), duration.phrase(), event());
        }
        throw advice.afterDuration();
    }

    private Moment moment(boolean afterUntil) throws Misread {
        Optional<String> declared = words.acceptName(vocabulary.events());
        if (declared.isPresent()) {
            return new Moment.Of(new Event.Declared(declared.get()));
        }
        if (words.accept("end")) {
            return endOfYear();
        }
        if (words.nextIs("age")) {
            return age();
        }
        if (words.nextIs("birth", "death")) {
            return new Moment.Of(event());
        }
        throw afterUntil ? advice.afterUntil() : advice.unknownEvent();
    }

    private Moment endOfYear() throws Misread {
        if (!words.accept("of") || !KINDS.containsKey(words.peek().text())) {
            throw advice.whichYear();
        }
        YearKind kind = KINDS.getOrDefault(words.take().text(), YearKind.CALENDAR);
        if (!words.accept("year")) {
            throw advice.whichYear();
        }
        if (!words.accept("of")) {
            throw advice.yearOfWhat(kind);
        }
        if (words.nextIs("age")) {
            return new Moment.EndOfYear(kind, age());
        }
        return new Moment.EndOfYear(kind, new Moment.Of(event()));
    }

    private Moment age() throws Misread {
        Words.Word age = words.take();
        if (!words.peek().isNumber()) {
            throw advice.ageOfWhat(age);
        }
        Words.Word number = words.take();
        int years = Durations.number(number);
        if (years < 1 || years > OLDEST) {
            throw words.misread(
                    number, "age " + number.text() + " is not between 1 and " + OLDEST, "Write for example: age 25");
        }
        return new Moment.Age(years, person("age " + years));
    }

    /** A declared event, a birth or a death. */
    Event event() throws Misread {
        Optional<String> declared = words.acceptName(vocabulary.events());
        if (declared.isPresent()) {
            return new Event.Declared(declared.get());
        }
        if (words.accept("birth")) {
            return new Event.Birth(person("birth"));
        }
        if (words.accept("death")) {
            return new Event.Death(person("death"));
        }
        throw advice.unknownEvent();
    }

    /** "of the youngest child"; where the phrase says nothing, the only role of the class. */
    private Person person(String ofWhat) throws Misread {
        if (words.accept("of")) {
            return named();
        }
        List<String> roles = vocabulary.people();
        if (roles.size() == 1) {
            return new Person(roles.get(0), Person.Which.ONLY);
        }
        throw new PersonAdvice(words, vocabulary).whose(ofWhat);
    }

    private Person named() throws Misread {
        Person.Which which = Person.Which.ONLY;
        if (words.accept("youngest")) {
            which = Person.Which.YOUNGEST;
        } else if (words.accept("eldest")) {
            which = Person.Which.ELDEST;
        }
        Optional<String> role = words.acceptName(vocabulary.people());
        if (role.isEmpty()) {
            throw new PersonAdvice(words, vocabulary).unknownPerson();
        }
        return new Person(role.get(), which);
    }
}
