package org.keepuntil.examples;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.decide.ContradictedDates;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.FactValue;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Vocabulary;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads what an example gives of its record: people, events and facts by the names that the class declares. */
final class GivenParser {
    private static final String EXAMPLE = "{ child: { born: 2004-02-29 }, closure: 2020-02-03, looked after: true }";

    private final RecordClass recordClass;
    private final ClassSetting setting;
    private final Optional<Boolean> deathsRecorded;
    private final Problems problems;
    private final Map<String, DateValue> events = new HashMap<>();
    private final Map<String, List<PersonFacts>> people = new HashMap<>();
    private final Map<String, FactValue> facts = new HashMap<>();
    private final Set<String> several = new HashSet<>();
    private final Set<String> estimated = new HashSet<>();

    GivenParser(RecordClass recordClass, ClassSetting setting, Optional<Boolean> deathsRecorded, Problems problems) {
        this.recordClass = recordClass;
        this.setting = setting;
        this.deathsRecorded = deathsRecorded;
        this.problems = problems;
    }

    Optional<Given> parse(Node node) {
        long before = problems.errors();
        if (node instanceof Node.Mapping mapping) {
            Set<String> seen = new HashSet<>();
            mapping.entries().forEach(entry -> entry(entry, seen));
        } else {
            problems.error(node, "\"given\" is a map, not " + node.kind(), "Write for example: " + EXAMPLE);
        }
        return problems.errors() == before ? Optional.of(given()) : Optional.empty();
    }

    private void entry(Node.Entry entry, Set<String> seen) {
        Optional<String> name = name(entry.key());
        if (name.isEmpty()) {
            return;
        }
        String known = name.get();
        if (!seen.add(known)) {
            problems.error(entry.key(), "\"" + known + "\" is given twice", "");
        } else if (recordClass.people().contains(known)) {
            people(known).parse(entry.value(), known).ifPresent(found -> put(known, found));
        } else if (recordClass.events().contains(known)) {
            new DateParser(problems)
                    .ofEvent(entry.value(), known, setting.event(known))
                    .ifPresent(value -> events.put(known, value));
        } else {
            new FactParser(problems).parse(entry.value(), known).ifPresent(value -> facts.put(known, value));
        }
    }

    private Optional<String> name(Node.Scalar key) {
        Vocabulary vocabulary = Vocabulary.of(recordClass);
        List<String> names = vocabulary.allNames();
        String written = Values.folded(key);
        Optional<String> name = Vocabulary.find(written, names);
        if (name.isEmpty()) {
            String all = names.isEmpty() ? "none" : String.join(", ", names);
            problems.error(
                    key,
                    "no person, event or fact of " + recordClass.name() + " is called \"" + written + "\"",
                    isOfAPerson(written)
                            ? "It belongs to a person: " + aRole() + ": { born: 2004-02-29, died: 2020-05-01 }"
                            : Nearest.hint(written, names, "The schedule declares: " + all + "."));
        }
        return name;
    }

    private static boolean isOfAPerson(String name) {
        return Set.of("birth", "born", "death", "died").contains(name.toLowerCase(Locale.ROOT));
    }

    private String aRole() {
        return recordClass.people().stream().findFirst().orElse("child");
    }

    private PeopleParser people(String role) {
        ClassSetting.Role read = setting.role(role);
        return new PeopleParser(read, deathsRecorded.orElse(read.deathsRecorded()), problems);
    }

    private void put(String role, PeopleParser.People found) {
        people.put(role, found.people());
        if (found.several()) {
            several.add(role);
        }
        if (found.estimated()) {
            estimated.add("birth of the " + role);
        }
    }

    private Given given() {
        for (String role : recordClass.people()) {
            if (!people.containsKey(role)) {
                put(role, people(role).nobody());
            }
        }
        Map<String, DateValue> days = new HashMap<>();
        recordClass.events().forEach(event -> days.put(event, day(event, new HashSet<>())));
        recordClass.facts().forEach(fact -> facts.putIfAbsent(fact, absent(fact)));
        Facts written = new Facts(days, people, facts, estimated);
        Optional<String> opening =
                recordClass.events().stream().findFirst().filter(event -> !event.equals(ContradictedDates.CLOSURE));
        return new Given(ContradictedDates.resolve(written, opening, event -> true, several::contains), several);
    }

    private FactValue absent(String fact) {
        return setting.existence().contains(fact) ? new FactValue.Truth(false) : new FactValue.Null();
    }

    /** What is not given has not happened, or another event stands in for it, as where the database has no row. */
    private DateValue day(String event, Set<String> seen) {
        DateValue given = events.get(event);
        String standIn = setting.standIns().get(event);
        if (given != null) {
            return given;
        }
        return standIn != null && seen.add(event) ? day(standIn, seen) : new DateValue.NotYet();
    }
}
