package org.keepuntil.binding;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keepuntil.binding.BoundClass.People;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Mention;
import org.keepuntil.schedule.Person;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Holds what the rules of a schedule say against what its binding provides. */
final class BindingCheck {
    private final Schedule schedule;
    private final Binding binding;
    private final Problems problems;

    BindingCheck(Schedule schedule, Binding binding, Problems problems) {
        this.schedule = schedule;
        this.binding = binding;
        this.problems = problems;
    }

    void check() {
        for (BoundClass bound : binding.records()) {
            mentions(schedule, bound).forEach(mention -> check(mention, bound));
            bound.events().forEach((name, source) -> standIns(name, bound));
            schedule.rulesFor(bound.name()).forEach(rule -> acts(rule, bound));
            schedule.rulesFor(bound.name()).forEach(this::transfers);
        }
    }

    private void transfers(Rule rule) {
        boolean transfers = rule.stages().stream().anyMatch(stage -> stage.then() == Disposal.TRANSFER);
        if (transfers && binding.transferTo().isEmpty()) {
            problems.error(
                    rule.place(),
                    1,
                    "rule " + rule.id()
                            + " transfers records, and the binding does not say where their packages are written",
                    "Add to the binding for example: transfer to: /srv/transfer");
        }
    }

    /** All that the rules of a class and its {@code open while} name. */
    static List<Mention> mentions(Schedule schedule, BoundClass bound) {
        List<Rule> rules = schedule.rulesFor(bound.name());
        return Stream.concat(
                        rules.stream().flatMap(rule -> Mention.in(rule).stream()),
                        bound.openWhile().stream().flatMap(open -> Mention.in(open).stream()))
                .toList();
    }

    /** What an act changes is said in the binding; and what can still be told from the result has to go some day. */
    private void acts(Rule rule, BoundClass bound) {
        for (int i = 0; i < rule.stages().size(); i++) {
            Rule.Stage stage = rule.stages().get(i);
            Treatment treatment = bound.treatment();
            if (stage.then() == Disposal.REDACT && treatment.redact().isEmpty()) {
                problems.error(
                        stage.place(),
                        1,
                        "the binding does not say what is redacted of " + bound.name(),
                        "Add to " + bound.name() + " in the binding for example: redact: [summary, contact.notes]");
            } else if (stage.then() == Disposal.ANONYMISE
                    && treatment.anonymise().isEmpty()) {
                problems.error(
                        stage.place(),
                        1,
                        "the binding does not say what becomes of the columns of " + bound.name()
                                + " when it is anonymised",
                        "Add to " + bound.name()
                                + " in the binding for example: anonymise: { referral: { id: keep, notes: remove } }."
                                + " `keepuntil check` with a database lists the columns.");
            } else if (stage.then() == Disposal.ANONYMISE && pseudonymised(treatment) && !destroyedAfter(rule, i)) {
                problems.error(
                        stage.place(),
                        1,
                        treatment.anonymity().isEmpty()
                                ? "without an `anonymity` test in the binding " + bound.name()
                                        + " is only pseudonymised, and that is still personal data"
                                : "with a `token` in the binding " + bound.name()
                                        + " is only pseudonymised, and that is still personal data",
                        "Add a later stage that destroys; or in the binding write `anonymity: { k: 5, over: [...] }` and no"
                                + " `token`.");
            }
        }
    }

    private static boolean pseudonymised(Treatment treatment) {
        return treatment.anonymity().isEmpty()
                || treatment.anonymise().stream()
                        .anyMatch(change -> change instanceof Treatment.TableChange.Columns columns
                                && columns.classes().containsValue(new ColumnClass.Token()));
    }

    private static boolean destroyedAfter(Rule rule, int stage) {
        return rule.stages().stream().skip(stage + 1L).anyMatch(s -> s.then() == Disposal.DESTROY);
    }

    void check(Mention mention, BoundClass bound) {
        if (mention instanceof Mention.OfFact fact) {
            new FactTypes(problems).check(fact, bound);
        } else if (mention instanceof Mention.OfPerson line) {
            needDeath(line.role(), line.place(), bound);
        } else if (mention instanceof Mention.OfEvent of && of.event() instanceof Event.Birth birth) {
            which(birth.person(), of.place(), bound);
        } else if (mention instanceof Mention.OfEvent of && of.event() instanceof Event.Death death) {
            which(death.person(), of.place(), bound);
            needDeath(death.person().role(), of.place(), bound);
        }
    }

    private void which(Person person, Place place, BoundClass bound) {
        Optional<People> people = bound.role(person.role());
        if (people.isEmpty()) {
            return;
        }
        boolean several = people.get().several();
        String role = person.role();
        if (several && person.which() == Person.Which.ONLY) {
            problems.error(
                    place,
                    1,
                    "which " + role + "? The binding says that a record of " + bound.name() + " may have several",
                    "Write for example: of the youngest " + role + ", or: of the eldest " + role);
        } else if (!several && person.which() != Person.Which.ONLY) {
            problems.error(
                    place,
                    1,
                    "\"" + person.phrase() + "\", but the binding says that a record of " + bound.name() + " has one "
                            + role,
                    "Write: of the " + role + "; or bind them with: born: each table.column");
        }
    }

    private void needDeath(String role, Place place, BoundClass bound) {
        if (bound.role(role).filter(people -> people.died().isEmpty()).isPresent()) {
            problems.error(
                    place,
                    1,
                    "this asks for the death of the " + role + ", and the binding has no \"died\" for it",
                    "Add to the role in the binding for example: died: child.date_of_death");
        }
    }

    /** Events that stand in for each other in a circle give no date. */
    private void standIns(String name, BoundClass bound) {
        Set<String> seen = new HashSet<>();
        DateSource source = bound.events().get(name);
        for (String next = name;
                source != null && source.orElse().isPresent();
                source = bound.events().get(next)) {
            next = source.orElse().get();
            if (next.equals(name)) {
                problems.error(
                        source.paths().get(0).place(),
                        1,
                        "\"" + name + "\" stands in for itself through \"else\"",
                        "Let the last of them be a plain path.");
                return;
            }
            if (!seen.add(next)) {
                return;
            }
        }
    }
}
