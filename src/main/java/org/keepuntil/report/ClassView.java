package org.keepuntil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One class of records, as the page shows it.
 *
 * @param id unique on the page
 * @param sum the outcomes of what was planned, whose total is {@code planned}
 */
record ClassView(
        String id,
        String title,
        String total,
        List<RuleView> rules,
        Bar bar,
        String statusTotal,
        boolean statusesAddUp,
        boolean anyPlanned,
        List<SumLine> sum,
        String sumTotal,
        String planned,
        boolean sumAddsUp) {

    /** A rule, quoted. */
    record RuleView(
            String id,
            String phrase,
            String then,
            String authority,
            boolean named,
            String due,
            List<String> waiting,
            boolean acts,
            String done) {}

    record SumLine(String what, String meaning, String records) {}

    static List<ClassView> all(Evidence evidence) {
        List<ClassReport> classes = evidence.report().classes();
        List<ClassView> views = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            views.add(of("class-" + (i + 1), classes.get(i), evidence));
        }
        return views;
    }

    private static ClassView of(String id, ClassReport c, Evidence evidence) {
        long together =
                c.statuses().values().stream().mapToLong(Long::longValue).sum();
        Outcomes outcomes = c.outcomes();
        long outcomesTogether = outcomes.done() + outcomes.notDone();
        return new ClassView(
                id,
                c.title(),
                Words.number(c.total()),
                c.rules().stream().map(rule -> rule(c, rule, evidence.tally())).toList(),
                Bar.of(c),
                Words.number(together),
                together == c.total(),
                outcomes.planned() != 0 || outcomesTogether != 0,
                sum(outcomes, evidence),
                Words.number(outcomesTogether),
                Words.number(outcomes.planned()),
                outcomesTogether == outcomes.planned());
    }

    private static RuleView rule(ClassReport c, RuleReport rule, Tally tally) {
        return new RuleView(
                rule.title(),
                rule.phrase(),
                Deeds.ahead(rule.act()),
                rule.authority().orElse(""),
                rule.authority().isPresent(),
                due(rule),
                c.waiting().stream()
                        .filter(waiting -> waiting.rule().equals(rule.id()))
                        .map(Waiting::words)
                        .toList(),
                !rule.flags() && !rule.reviews() && rule.act().isPresent(),
                done(rule, tally.done(c.name(), rule)));
    }

    private static String due(RuleReport rule) {
        if (rule.flags()) {
            return Words.number(rule.due()) + " were eligible for its mark when the plan was made";
        }
        return rule.reviews() ? "never by itself: a person decides" : Words.records(rule.due());
    }

    private static String done(RuleReport rule, long done) {
        return Words.records(done) + (done < rule.due() ? "; section 5 says why the others were left" : "");
    }

    private static List<SumLine> sum(Outcomes outcomes, Evidence evidence) {
        return Stream.of(Outcome.values())
                .map(outcome -> new SumLine(
                        Words.capitalised(outcome == Outcome.DONE ? Deeds.together(evidence) : outcome.word()),
                        outcome.meaning(),
                        Words.number(outcomes.count(outcome))))
                .toList();
    }
}
