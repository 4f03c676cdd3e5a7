package org.keepuntil.sql;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.DateSource;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Path;
import org.keepuntil.binding.Step;
import org.keepuntil.decide.DateReading;
import org.keepuntil.schedule.Erasure;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Person;

/** The operands of a class by the names that the schedule gives them. */
final class Operands {
    private final Layout layout;
    private final ZoneId zone;
    private final Joins joins;
    private final Map<String, Operand> events = new LinkedHashMap<>();
    private final Map<String, Persons> people = new LinkedHashMap<>();

    /** The people of a role: rows, and in each a birth and perhaps a death. */
    record Persons(
            Rows rows, DateColumn born, @Nullable DateColumn died, Layout.PeoplePath path, boolean deathsRecorded) {
        boolean several() {
            return path.several();
        }

        Operand.Source births() {
            return new Operand.Source(rows, born, path.born().paths().get(0));
        }

        Operand.Source deaths() {
            if (died == null) {
                throw new IllegalStateException("the binding names no death for " + path.role());
            }
            return new Operand.Source(
                    rows, died, path.died().orElseThrow().paths().get(0));
        }
    }

    Operands(Layout layout, ZoneId zone, Joins joins, Uses uses) {
        this.layout = layout;
        this.zone = zone;
        this.joins = joins;
        uses.events().forEach(name -> event(name));
        uses.roles().forEach(role -> people.put(role, persons(layout.role(role))));
        contradictClosure();
    }

    Operand of(Event event) {
        if (event instanceof Event.Declared declared) {
            return declared.name().equals(Erasure.EVENT) ? ErasureSql.granted() : event(declared.name());
        }
        boolean birth = event instanceof Event.Birth;
        Person person = birth ? ((Event.Birth) event).person() : ((Event.Death) event).person();
        Persons persons = persons(person.role());
        if (!birth && person.which() != Person.Which.ONLY && persons.several()) {
            return Operand.oneOf(persons.deaths(), mayBe(person.which(), persons));
        }
        return new Operand(
                List.of(birth ? persons.births() : persons.deaths()),
                quantifier(person),
                Operand.Absence.UNKNOWN,
                true,
                null);
    }

    /** Whether the person of the row may be the last born, or the first: nobody else certainly comes after, or before. */
    private Sql mayBe(Person.Which which, Persons persons) {
        Persons others = persons(persons.path());
        return others.rows()
                .any(
                        which == Person.Which.YOUNGEST
                                ? persons.born().certainlyBefore(others.born())
                                : others.born().certainlyBefore(persons.born()))
                .not();
    }

    Persons persons(String role) {
        Persons persons = people.get(role);
        if (persons == null) {
            throw new IllegalStateException("no people of role " + role);
        }
        return persons;
    }

    Map<String, Operand> events() {
        return events;
    }

    Map<String, Persons> people() {
        return people;
    }

    Joins joins() {
        return joins;
    }

    private static Operand.Quantifier quantifier(Person person) {
        return switch (person.which()) {
            case ONLY -> Operand.Quantifier.ONLY;
            case YOUNGEST -> Operand.Quantifier.GREATEST;
            case ELDEST -> Operand.Quantifier.LEAST;
        };
    }

    private Operand event(String name) {
        Operand known = events.get(name);
        if (known != null) {
            return known;
        }
        Layout.DatePath path = layout.event(name);
        Operand orElse = path.source().orElse().map(this::event).orElse(null);
        List<Operand.Source> sources = new ArrayList<>();
        for (Path each : path.paths()) {
            Rows rows = path.several() ? joins.rows(each.steps()) : Rows.joined(joins.alias(each.steps()));
            sources.add(new Operand.Source(rows, column(each, rows.alias(), path, path.several()), each));
        }
        Operand operand = new Operand(
                sources,
                switch (path.source().choice()) {
                    case ONLY -> Operand.Quantifier.ONLY;
                    case LATEST, EACH -> Operand.Quantifier.GREATEST;
                    case EARLIEST -> Operand.Quantifier.LEAST;
                },
                path.source().required() ? Operand.Absence.UNKNOWN : Operand.Absence.NOT_YET,
                false,
                orElse);
        events.put(name, operand);
        return operand;
    }

    private Persons persons(Layout.PeoplePath people) {
        Path birth = people.born().paths().get(0);
        Rows rows = people.several() ? joins.rows(birth.steps()) : Rows.joined(joins.alias(birth.steps()));
        DateColumn born = column(birth, rows.alias(), people.born(), true);
        DateColumn died = people.died()
                .map(d -> column(
                        d.paths().get(0),
                        deathAlias(people, d, rows),
                        d,
                        d.source().required()))
                .orElse(null);
        List<Sql> late = new ArrayList<>();
        if (!people.several()) {
            events.forEach((name, event) -> {
                if (Contradictions.isSingle(layout.event(name))) {
                    late.add(event.sources().get(0).date().certainlyBefore(born));
                }
            });
        }
        Sql reversed = died == null ? Sql.FALSE : died.certainlyBefore(born);
        Sql contradicted = Sql.or(reversed, Sql.or(late));
        if (!people.several()) {
            reversed = joins.computed(reversed);
            contradicted = joins.computed(contradicted);
        }
        return new Persons(
                rows,
                born.contradictedBy(contradicted),
                died == null ? null : died.contradictedBy(reversed),
                people,
                people.deathsRecorded());
    }

    private String deathAlias(Layout.PeoplePath people, Layout.DatePath death, Rows rows) {
        return people.several()
                ? rows.alias()
                : joins.alias(death.paths().get(0).steps());
    }

    private void contradictClosure() {
        Optional<String> opening = Contradictions.opening(layout).filter(events::containsKey);
        Operand closure = events.get(Contradictions.CLOSURE);
        if (opening.isEmpty() || closure == null) {
            return;
        }
        DateColumn opened = event(opening.get()).sources().get(0).date();
        Sql contradicted = joins.computed(Sql.concat("(", closure.lastDay(), " < ", opened.firstDay(), ")"));
        events.put(Contradictions.CLOSURE, closure.contradictedBy(contradicted));
    }

    private DateColumn column(Path path, String alias, Layout.DatePath date, boolean required) {
        DateSource source = date.source();
        Optional<String> precision = date.precision()
                .map(p -> Identifier.of(p.steps().equals(path.steps()) ? alias : joins.alias(p.steps()), p.column()));
        return new DateColumn(
                Identifier.of(alias, path.column()),
                precision,
                new DateReading(
                        kind(path, source),
                        zone,
                        required || source.required(),
                        source.firstOfJanuaryIsYear(),
                        new HashSet<>(source.placeholders())),
                Sql.FALSE);
    }

    private static DateReading.Kind kind(Path path, DateSource source) {
        return switch (path.column().baseType()) {
            case "date" -> DateReading.Kind.DATE;
            case "timestamptz" -> DateReading.Kind.TIMESTAMP_WITH_ZONE;
            case "timestamp" ->
                source.storedIn().orElseThrow() == DateSource.StoredIn.UTC
                        ? DateReading.Kind.TIMESTAMP_STORED_UTC
                        : DateReading.Kind.TIMESTAMP_STORED_LOCAL;
            default ->
                throw new IllegalStateException("not a date: " + path.column().type());
        };
    }

    /** The steps to every operand: what must be locked before a record may go. */
    static List<List<Step>> paths(Layout layout, Uses uses) {
        List<List<Step>> paths = new ArrayList<>();
        for (String event : uses.events()) {
            Layout.DatePath path = layout.event(event);
            path.paths().forEach(p -> paths.add(p.steps()));
            path.precision().ifPresent(p -> paths.add(p.steps()));
        }
        for (String role : uses.roles()) {
            Layout.PeoplePath people = layout.role(role);
            people.born().paths().forEach(p -> paths.add(p.steps()));
            people.born().precision().ifPresent(p -> paths.add(p.steps()));
            people.died().ifPresent(d -> d.paths().forEach(p -> paths.add(p.steps())));
        }
        for (String fact : uses.facts()) {
            Layout.FactPath path = layout.fact(fact);
            paths.add(
                    path instanceof Layout.FactPath.AnyOf any
                            ? any.steps()
                            : ((Layout.FactPath.Value) path).path().steps());
        }
        return paths.stream().filter(p -> !p.isEmpty()).distinct().toList();
    }
}
