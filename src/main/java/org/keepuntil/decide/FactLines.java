package org.keepuntil.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.keepuntil.decide.Facts.PersonFacts;

/** The facts of a record, a line each. */
final class FactLines {
    private FactLines() {}

    static List<String> of(Facts facts) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(facts.people()).forEach((role, people) -> lines.addAll(people(role, people)));
        new TreeMap<>(facts.events()).forEach((event, value) -> lines.add(event + ": " + words(value)));
        new TreeMap<>(facts.facts()).forEach((fact, value) -> lines.add(fact + ": " + words(value)));
        return lines.isEmpty() ? List.of("The rules of this class read no facts.") : lines;
    }

    /** The people come in no order of their own; by their dates, so that the same facts always read the same. */
    private static List<String> people(String role, List<PersonFacts> people) {
        if (people.isEmpty()) {
            return List.of(role + ": nobody is recorded");
        }
        if (people.size() == 1) {
            return List.of(role + ": " + words(people.get(0)));
        }
        List<String> sorted = people.stream().map(FactLines::words).sorted().toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            lines.add(role + " " + (i + 1) + " of " + sorted.size() + ": " + sorted.get(i));
        }
        return lines;
    }

    private static String words(PersonFacts person) {
        String born = "born " + words(person.born());
        if (person.died() instanceof DateValue.NotYet) {
            return born + (person.deathsRecorded() ? "; alive" : "");
        }
        return born + "; died " + words(person.died());
    }

    private static String words(DateValue value) {
        if (value instanceof DateValue.Known known) {
            return DateWords.within(known.interval());
        }
        return value instanceof DateValue.Unknown unknown
                ? "not known (" + unknown.gap().words() + ")"
                : "has not happened yet";
    }

    private static String words(FactValue value) {
        if (value instanceof FactValue.Text text) {
            return text.value();
        }
        if (value instanceof FactValue.Numeric number) {
            return number.value().toPlainString();
        }
        return value instanceof FactValue.Truth truth ? String.valueOf(truth.value()) : "no value";
    }
}
