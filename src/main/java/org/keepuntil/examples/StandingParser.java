package org.keepuntil.examples;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keepuntil.decide.Docket;
import org.keepuntil.decide.Docket.Deed;
import org.keepuntil.decide.Standing;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Vocabulary;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/**
 * Reads what is known of the record of an example beside its facts: {@code held}, {@code referred to}, and what Keepuntil has recorded of
 * it. The only place where examples make a {@link Standing}.
 *
 * @param rules those of the record's class
 */
record StandingParser(List<Rule> rules, Problems problems) {
    private static final Map<String, Deed> DEEDS = Map.of(
            "review", Deed.REVIEWED,
            "copy", Deed.COPIED,
            "redact", Deed.REDACTED,
            "anonymise", Deed.ANONYMISED,
            "pseudonymise", Deed.PSEUDONYMISED);

    Standing parse(Fields example) {
        boolean held = example.truth("held").orElse(false);
        boolean referredTo = example.truth("referred to").orElse(false);
        Map<Docket.Stage, Deed> done = new HashMap<>();
        example.node("done").ifPresent(node -> done(node, done));
        Optional<Docket.Notice> notice = example.node("notice given").flatMap(this::notice);
        Optional<LocalDate> unreferenced = example.date("last reference went");
        return new Standing(held, referredTo, new Docket(done, Map.of(), notice, unreferenced));
    }

    /** A list of acts, or a map of such lists by rule. */
    private void done(Node node, Map<Docket.Stage, Deed> done) {
        if (!(node instanceof Node.Mapping mapping)) {
            acts(node, rules, done);
            return;
        }
        mapping.entries()
                .forEach(entry -> rule(entry.key()).ifPresent(rule -> acts(entry.value(), List.of(rule), done)));
    }

    private void acts(Node node, List<Rule> among, Map<Docket.Stage, Deed> done) {
        for (Node.Scalar act : Values.list(node, "done", problems)) {
            Values.word(act, "done", DEEDS, problems)
                    .ifPresent(deed -> stage(act, deed, among).ifPresent(stage -> done.put(stage, deed)));
        }
    }

    private Optional<Docket.Stage> stage(Node.Scalar act, Deed deed, List<Rule> among) {
        List<Docket.Stage> stages = among.stream()
                .flatMap(rule -> IntStream.rangeClosed(1, rule.stages().size())
                        .filter(number -> rule.stages().get(number - 1).then() == act(deed))
                        .mapToObj(number -> new Docket.Stage(rule.id(), number)))
                .toList();
        if (stages.size() != 1) {
            String word = Values.folded(act);
            problems.error(
                    act,
                    (stages.isEmpty() ? "no stage of a rule" : "more than one stage of a rule") + " ends with \""
                            + act(deed).word() + "\"",
                    stages.isEmpty()
                            ? "Take it out: nothing can have done that."
                            : "Name the rule: done: { " + stages.get(0).rule() + ": [" + word + "] }");
            return Optional.empty();
        }
        return Optional.of(stages.get(0));
    }

    private static Disposal act(Deed deed) {
        return switch (deed) {
            case REVIEWED -> Disposal.REVIEW;
            case COPIED -> Disposal.TRANSFER;
            case REDACTED -> Disposal.REDACT;
            case ANONYMISED, PSEUDONYMISED, APPEARED -> Disposal.ANONYMISE;
        };
    }

    /** A day where one rule gives notice, else a map of one rule and its day. */
    private Optional<Docket.Notice> notice(Node node) {
        if (node instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
            Node.Entry entry = mapping.entries().get(0);
            return rule(entry.key()).flatMap(rule -> day(entry.value()).map(day -> new Docket.Notice(rule.id(), day)));
        }
        List<Rule> giving =
                rules.stream().filter(rule -> rule.notice().isPresent()).toList();
        if (giving.size() != 1) {
            problems.error(
                    node,
                    giving.isEmpty() ? "no rule of the class gives notice" : "several rules of the class give notice",
                    giving.isEmpty()
                            ? "Take it out."
                            : "Name the rule: notice given: { " + giving.get(0).id() + ": 2026-11-01 }");
            return Optional.empty();
        }
        return day(node).map(day -> new Docket.Notice(giving.get(0).id(), day));
    }

    private Optional<LocalDate> day(Node node) {
        return Values.scalar(node, "notice given", problems).flatMap(scalar -> Values.date(scalar, problems));
    }

    private Optional<Rule> rule(Node.Scalar key) {
        String id = Values.folded(key);
        List<String> ids = rules.stream().map(Rule::id).toList();
        Optional<String> found = Vocabulary.find(id, ids);
        if (found.isEmpty()) {
            problems.error(
                    key,
                    "no rule of the class has the id \"" + id + "\"",
                    Nearest.hint(id, ids, "Those are: " + String.join(", ", ids) + "."));
        }
        return found.flatMap(
                known -> rules.stream().filter(rule -> rule.id().equals(known)).findFirst());
    }
}
