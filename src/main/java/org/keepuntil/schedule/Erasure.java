package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.calendar.Span;
import org.keepuntil.schedule.Condition.EventLine;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Rule.Basis;
import org.keepuntil.source.Place;

/**
 * What granted requests for erasure (UK GDPR Article 17) make of the rules of a class: a rule of their own destroys the records that they
 * are about, and the rules that rest on need or consent, or do not say on what, do not count for these. A rule that a statute or claims
 * demand counts as before, so that it keeps what it keeps.
 */
public final class Erasure {
    /** The id of the rule; no rule of a schedule bears it. */
    public static final String RULE = "erasure-request";

    /** The day on which an erasure was granted, as an event. No schedule can declare it, for {@code of} is a word of the language. */
    public static final String EVENT = "grant of erasure";

    private static final String AUTHORITY = "UK GDPR Article 17(1): a request for erasure that was granted";
    private static final String PHRASE = "as soon as the erasure is granted";
    private static final Place PLACE = new Place(RULE, 1, 1);

    private Erasure() {}

    /** Whether the law lets the controller keep a record although its erasure was asked for (Article 17(3)(b) and (e)). */
    public static boolean isOverridden(Rule rule) {
        return rule.basis()
                .filter(basis -> basis == Basis.STATUTE || basis == Basis.CLAIMS)
                .isEmpty();
    }

    /** The schedule for classes of which erasures are granted. */
    public static Schedule in(Schedule schedule, Set<String> classes) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : schedule.rules()) {
            boolean counts = !classes.contains(rule.records()) || rule.onlyFlags() || !isOverridden(rule);
            rules.add(counts ? rule : rule.where(notGranted(rule)));
        }
        schedule.records().stream()
                .map(RecordClass::name)
                .filter(classes::contains)
                .map(Erasure::rule)
                .forEach(rules::add);
        return schedule.with(rules);
    }

    /** Whether the rules are those of a class of which erasures are granted. */
    public static boolean isIn(List<Rule> rules) {
        return rules.stream().anyMatch(rule -> rule.id().equals(RULE));
    }

    private static Condition notGranted(Rule rule) {
        Condition missing = line(new Matcher.Missing());
        return rule.when()
                .<Condition>map(when -> new Condition.AllOf(List.of(missing, when)))
                .orElse(missing);
    }

    private static Condition line(Matcher matcher) {
        return new EventLine(new Event.Declared(EVENT), matcher, PLACE);
    }

    private static Rule rule(String recordClass) {
        Period atOnce = new Period.BeginningWith(new Span(0, 0), "0 days", new Event.Declared(EVENT));
        return new Rule(
                RULE,
                recordClass,
                Optional.of(line(new Matcher.Present())),
                List.of(new Rule.Stage(atOnce, PHRASE, Disposal.DESTROY, PLACE)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(AUTHORITY),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Rule.Approval.EACH_PLAN,
                PLACE);
    }
}
