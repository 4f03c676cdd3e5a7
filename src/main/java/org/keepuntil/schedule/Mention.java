package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.source.Place;

/** An event, a person or a fact that a rule or a condition names: what a binding has to provide for it. */
public sealed interface Mention {
    Place place();

    /** The day of an event; {@code compared} where a condition holds it against another day. */
    record OfEvent(Event event, boolean compared, Place place) implements Mention {}

    /** Whether the people in a role live. */
    record OfPerson(String role, boolean any, Place place) implements Mention {}

    /** The value of a fact, and what it is compared with. */
    record OfFact(String fact, Condition.Matcher matcher, Place place) implements Mention {}

    /** All that a rule names, in its condition, its stages and its maximum. A period's mentions have its stage's place. */
    static List<Mention> in(Rule rule) {
        List<Mention> found = new ArrayList<>();
        rule.when().ifPresent(condition -> found.addAll(in(condition)));
        rule.stages().forEach(stage -> add(stage.keep(), stage.place(), found));
        rule.noLongerThan().ifPresent(period -> add(period, rule.place(), found));
        return found;
    }

    /** All that a condition names. */
    static List<Mention> in(Condition condition) {
        List<Mention> found = new ArrayList<>();
        if (condition instanceof Condition.AllOf all) {
            all.members().forEach(member -> found.addAll(in(member)));
        } else if (condition instanceof Condition.AnyOf any) {
            any.members().forEach(member -> found.addAll(in(member)));
        } else if (condition instanceof Condition.FactLine line) {
            found.add(new OfFact(line.fact(), line.matcher(), line.place()));
        } else if (condition instanceof Condition.PersonLine line) {
            found.add(new OfPerson(line.role(), line.any(), line.place()));
        } else if (condition instanceof Condition.EventLine line) {
            add(line, found);
        }
        return found;
    }

    private static void add(Condition.EventLine line, List<Mention> found) {
        Condition.Matcher matcher = line.matcher();
        Condition.Matcher plain = matcher instanceof Condition.Matcher.Not not ? not.matcher() : matcher;
        boolean compared = plain instanceof Condition.Matcher.Dated;
        found.add(new OfEvent(line.event(), compared, line.place()));
        if (plain instanceof Condition.Matcher.Dated dated
                && dated.other() instanceof Condition.DateOperand.EventDay other) {
            found.add(new OfEvent(other.event(), true, line.place()));
        }
    }

    private static void add(Period period, Place place, List<Mention> found) {
        if (period instanceof Period.Counted counted) {
            found.add(new OfEvent(counted.event(), false, place));
        } else if (period instanceof Period.LongestOf longest) {
            longest.members().forEach(member -> add(member, place, found));
        } else if (period instanceof Period.ShortestOf shortest) {
            shortest.members().forEach(member -> add(member, place, found));
        } else if (period instanceof Period.FirstThatApplies ladder) {
            for (Period.Alternative alternative : ladder.alternatives()) {
                alternative.when().ifPresent(condition -> found.addAll(in(condition)));
                add(alternative.keep(), alternative.place(), found);
            }
        }
    }
}
