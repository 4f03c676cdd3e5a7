package org.keepuntil.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.examples.ClassSetting.HowMany;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** Reads the people of a role: a map, or a list of maps where a record may have several. */
record PeopleParser(ClassSetting.Role role, boolean deathsRecorded, Problems problems) {
    private static final DateValue NOBODY_KNOWS = new DateValue.Unknown(DateValue.Gap.NO_VALUE);

    /** People, whether the role holds several, and whether the birth of one of them is an estimate. */
    record People(List<PersonFacts> people, boolean several, boolean estimated) {}

    private record Person(PersonFacts facts, boolean estimated) {}

    /** Where an example names nobody: the one person of whom nothing is known, or no row among several. */
    People nobody() {
        boolean several = role.howMany() == HowMany.SEVERAL;
        PersonFacts stranger = new PersonFacts(NOBODY_KNOWS, new DateValue.NotYet(), deathsRecorded);
        return new People(several ? List.of() : List.of(stranger), several, false);
    }

    Optional<People> parse(Node node, String name) {
        if (!(node instanceof Node.Sequence list)) {
            return person(node, name).map(one -> people(List.of(one), role.howMany() == HowMany.SEVERAL));
        }
        if (list.items().size() > 1 && role.howMany() == HowMany.ONE) {
            problems.error(
                    list.items().get(1),
                    "a second " + name + ", where the rules and the binding speak of one",
                    "Take the others out; or let the rule say youngest or eldest " + name + ".");
            return Optional.empty();
        }
        List<Person> people = new ArrayList<>();
        list.items().forEach(item -> person(item, name).ifPresent(people::add));
        if (people.size() < list.items().size()) {
            return Optional.empty();
        }
        boolean one = role.howMany() == HowMany.ONE || (role.howMany() == HowMany.NOT_SAID && people.size() == 1);
        return Optional.of(people.isEmpty() && one ? nobody() : people(people, !one));
    }

    private People people(List<Person> people, boolean several) {
        return new People(
                people.stream().map(Person::facts).toList(),
                several,
                role.counts() && people.stream().anyMatch(Person::estimated));
    }

    private Optional<Person> person(Node node, String name) {
        return Fields.of(node, "a " + name, "{ born: 2004-02-29, died: 2020-05-01 }", problems)
                .flatMap(this::person);
    }

    private Optional<Person> person(Fields fields) {
        DateParser dates = new DateParser(problems);
        Optional<Node> bornNode = fields.node("born");
        Optional<Node> diedNode = fields.node("died");
        Optional<DateValue> born =
                bornNode.isPresent() ? dates.ofBirth(bornNode.get(), role.born()) : Optional.of(NOBODY_KNOWS);
        Optional<DateValue> died = diedNode.isPresent()
                ? dates.ofEvent(diedNode.get(), "died", role.died())
                : Optional.of(new DateValue.NotYet());
        boolean estimated = fields.truth("estimated").orElse(false);
        fields.finish();
        return born.flatMap(
                b -> died.map(d -> new Person(new PersonFacts(b, d, deathsRecorded), estimated && b.present())));
    }
}
