package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.keepuntil.schedule.Rule;

/**
 * A decision in plain English, in the order in which a records manager follows it with a finger: what is known, what each rule gives,
 * which governs, what stands in the way, the status, and what happens when. It holds dates of the record, but no names of people.
 */
public final class Explanation {
    private Explanation() {}

    /** Some lines under a heading; a line that belongs to the one above it is indented by two spaces more. */
    public record Section(String heading, List<String> lines) {
        public Section {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The explanation of a decision.
     *
     * @param facts those from which the decision was made
     * @param standing likewise
     * @param standingSentences what is to be said of the holds and references, a sentence each
     */
    public static List<Section> of(
            Decision decision, Facts facts, Standing standing, LocalDate asOf, List<String> standingSentences) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("What is known", FactLines.of(facts)));
        sections.add(new Section("What each rule gives", RuleLines.all(decision.rules(), facts)));
        sections.add(new Section("Which rule governs", GovernanceLines.of(decision)));
        if (!decision.flags().isEmpty()) {
            sections.add(new Section("Marks", RuleLines.all(decision.flags(), facts)));
        }
        sections.add(new Section("What stands in the way", standing(decision, standing, standingSentences)));
        sections.add(new Section("Status", List.of(status(decision.status(), asOf))));
        sections.add(new Section("What happens when", Outlook.of(decision, facts, standing, asOf)));
        return List.copyOf(sections);
    }

    /** What a rule asks, in one line: its period and, where it has one, its condition. */
    public static String ofRule(Rule rule) {
        return ofStage(rule, rule.stages().size());
    }

    /** What a stage of a rule asks, in one line; the stages count from 1. */
    public static String ofStage(Rule rule, int stage) {
        return rule.stages().get(stage - 1).phrase()
                + rule.when().map(when -> ", where " + ConditionWords.of(when)).orElse("");
    }

    private static List<String> standing(Decision decision, Standing standing, List<String> sentences) {
        List<String> lines = new ArrayList<>();
        switch (decision.open()) {
            case TRUE -> lines.add("The record is open.");
            case UNKNOWN -> lines.add("Whether the record is open can't be told, so it counts as open.");
            case FALSE -> {}
        }
        if (sentences.isEmpty() && standing.held()) {
            lines.add("A hold covers the record.");
        }
        if (sentences.isEmpty() && standing.referredTo()) {
            lines.add("A record that stays refers to it.");
        }
        lines.addAll(sentences);
        return lines.isEmpty()
                ? List.of("Nothing: no hold covers the record, and nothing that stays refers to it.")
                : lines;
    }

    private static String status(Status status, LocalDate asOf) {
        return "As of " + asOf + ": " + status.word() + " (" + status.meaning() + ").";
    }
}
