package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.plan.Difference;
import org.keepuntil.plan.Difference.ClassDifference;
import org.keepuntil.plan.Difference.Effect;
import org.keepuntil.plan.Difference.Move;
import org.keepuntil.plan.Difference.Shift;
import org.keepuntil.plan.ScheduleDifference;
import org.keepuntil.plan.ScheduleDifference.Part;
import org.keepuntil.plan.ScheduleDifference.RuleDifference;

/** A difference of two schedules for a program; {@code records} is null where no database was named. */
record DiffDocument(WordsDocument words, @Nullable RecordsDocument records) {
    record RuleDocument(String id, String change, List<Part> parts) {}

    record WordsDocument(
            List<Part> schedule,
            List<String> classesAdded,
            List<String> classesRemoved,
            List<RuleDocument> rules,
            int unchangedRules) {}

    record EffectDocument(
            String effect,
            long records,
            Map<String, Long> atOnce,
            @Nullable Long medianDays,
            @Nullable Long greatestDays,
            List<String> samples) {}

    record MoveDocument(
            @Nullable String oldRule,
            @Nullable String oldAct,
            @Nullable String newRule,
            @Nullable String newAct,
            long records,
            List<EffectDocument> effects) {}

    record ClassDocument(@JsonProperty("class") String name, long total, long atOnce, List<MoveDocument> moves) {}

    record RecordsDocument(String asOf, long atOnce, List<ClassDocument> classes) {}

    static DiffDocument of(ScheduleDifference words, Optional<Difference> records) {
        return new DiffDocument(
                new WordsDocument(
                        words.schedule(),
                        words.classesAdded(),
                        words.classesRemoved(),
                        words.rules().stream().map(DiffDocument::rule).toList(),
                        words.unchanged()),
                records.map(DiffDocument::records).orElse(null));
    }

    private static RuleDocument rule(RuleDifference rule) {
        return new RuleDocument(rule.id(), rule.change().word(), rule.parts());
    }

    private static RecordsDocument records(Difference difference) {
        return new RecordsDocument(
                difference.asOf().toString(),
                difference.atOnce(),
                difference.classes().stream().map(DiffDocument::recordClass).toList());
    }

    private static ClassDocument recordClass(ClassDifference found) {
        return new ClassDocument(
                found.name(),
                found.total(),
                found.atOnce(),
                found.moves().stream().map(DiffDocument::move).toList());
    }

    private static MoveDocument move(Move move) {
        return new MoveDocument(
                move.before().rule().orElse(null),
                move.before().act().orElse(null),
                move.after().rule().orElse(null),
                move.after().act().orElse(null),
                move.records(),
                move.effects().stream().map(DiffDocument::effect).toList());
    }

    private static EffectDocument effect(Effect effect) {
        Map<String, Long> atOnce = new LinkedHashMap<>();
        effect.atOnce().forEach((status, count) -> atOnce.put(status.word(), count));
        return new EffectDocument(
                effect.kind().words(),
                effect.records(),
                atOnce,
                effect.shift().map(Shift::median).orElse(null),
                effect.shift().map(Shift::greatest).orElse(null),
                effect.samples().stream().map(Object::toString).toList());
    }
}
