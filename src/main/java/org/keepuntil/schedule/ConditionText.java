package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/** Conditions that are no part of a schedule, in the words of one. */
public final class ConditionText {
    private ConditionText() {}

    /** The condition that all of the texts make together; empty, with problems, where one is none. */
    public static Optional<Condition> parse(List<String> texts, RecordClass recordClass, Problems problems) {
        List<Condition> all = new ArrayList<>();
        for (String text : texts) {
            YamlFile.of("when", text, problems)
                    .flatMap(file -> ConditionParser.parse(file.root(), recordClass, problems))
                    .ifPresent(all::add);
        }
        if (all.isEmpty() || all.size() < texts.size()) {
            return Optional.empty();
        }
        return Optional.of(all.size() == 1 ? all.get(0) : new Condition.AllOf(all));
    }

    /** The same of texts that were taken once: where the schedule has other words by now, it is empty. */
    public static Optional<Condition> parse(List<String> texts, RecordClass recordClass) {
        return parse(texts, recordClass, new Problems());
    }
}
