package org.keepuntil.binding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.BoundClass.People;
import org.keepuntil.binding.DateSource.Choice;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Reads where the births and deaths of the people in a role are. */
record PeopleParser(boolean deathsRecorded, DateOptions options, Problems problems) {
    static final String EXAMPLE = "{ born: child.date_of_birth, died: child.date_of_death }";
    static final Map<String, Boolean> DEATHS = Map.of("recorded", true, "not recorded", false);

    Optional<People> parse(Node node) {
        return Fields.of(node, "a role", EXAMPLE, problems).flatMap(this::people);
    }

    private Optional<People> people(Fields fields) {
        DateSourceParser dates = new DateSourceParser(List.of(), problems);
        DateOptions both = options.with(fields, problems);
        DateOptions ofBirth = both.withColumns(fields, problems);
        Optional<DateSource> born = fields.required("born", "born: child.date_of_birth")
                .flatMap(node -> dates.ofPerson(node, true, ofBirth));
        Optional<DateSource> died = fields.node("died").flatMap(node -> dates.ofPerson(node, false, both));
        Optional<Boolean> deaths = fields.word("deaths", DEATHS);
        if (deaths.orElse(false) && !fields.has("died")) {
            problems.error(
                    fields.mapping(),
                    "\"deaths: recorded\" without \"died\"",
                    "Add for example: died: child.date_of_death");
        }
        fields.finish();
        if (born.isEmpty() || (fields.has("died") && died.isEmpty())) {
            return Optional.empty();
        }
        Place place = fields.mapping().place();
        Optional<DateSource> paired = died.map(d -> pair(born.get(), d, place));
        return Optional.of(new People(born.get(), paired, deaths.orElse(deathsRecorded) && died.isPresent(), place));
    }

    /** Where a role has several people, each row has a birth and a death of the same person. */
    private DateSource pair(DateSource born, DateSource died, Place place) {
        if (born.choice() != Choice.EACH) {
            if (died.choice() == Choice.EACH) {
                problems.error(
                        place, 1, "\"each\" is at the death and not at the birth", "Write: born: each table.column");
            }
            return died;
        }
        if (!born.paths().get(0).table().equals(died.paths().get(0).table())) {
            problems.error(
                    place,
                    1,
                    "births and deaths of several people are not in the same table",
                    "Take both from one table.");
        }
        return died.withChoice(Choice.EACH);
    }
}
