package org.keepuntil.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keepuntil.decide.Decider;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Explanation;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;

/** How the examples of a schedule came out, in the order of the file. */
public record Results(Schedule schedule, Setting setting, List<Result> all) {
    public Results {
        all = List.copyOf(all);
    }

    /** Decides every example and holds the decision against what it expects. */
    public static Results of(Schedule schedule, Setting setting, List<Example> examples) {
        return new Results(
                schedule,
                setting,
                examples.stream()
                        .map(example -> result(schedule, setting, example))
                        .toList());
    }

    private static Result result(Schedule schedule, Setting setting, Example example) {
        Decider decider = Decider.of(
                schedule,
                example.recordClass(),
                setting.of(example.recordClass()).openWhile(),
                setting.years());
        Decision decision = decider.decide(example.given().facts(), example.standing(), example.asOf());
        return new Result(
                example,
                decision,
                Comparison.of(example.expected(), decision, example.asOf()),
                Explanation.of(decision, example.given().facts(), example.standing(), example.asOf(), List.of()),
                List.of(),
                Optional.empty());
    }

    public List<Result> failed() {
        return all.stream().filter(result -> !result.passed()).toList();
    }

    /** The same with each result changed. */
    public Results map(UnaryOperator<Result> change) {
        return new Results(schedule, setting, all.stream().map(change).toList());
    }

    /** A sentence for each class without example, and for each rule of the others that governs or marks the record of none. */
    public List<String> notShown() {
        List<String> sentences = new ArrayList<>();
        Set<String> classes =
                all.stream().map(result -> result.example().recordClass()).collect(Collectors.toSet());
        Set<String> rules = all.stream().flatMap(Results::shown).collect(Collectors.toSet());
        for (RecordClass recordClass : schedule.records()) {
            List<Rule> ofClass = schedule.rulesFor(recordClass.name());
            if (!classes.contains(recordClass.name())) {
                sentences.add("No example is about " + recordClass.name() + ".");
            } else {
                ofClass.stream()
                        .map(Rule::id)
                        .filter(id -> !rules.contains(id))
                        .forEach(id -> sentences.add("No example shows rule " + id + "."));
            }
        }
        return sentences;
    }

    private static Stream<String> shown(Result result) {
        return Stream.concat(
                result.decision().ruleId().stream(),
                Marks.of(result.decision(), result.example().asOf()).stream());
    }
}
