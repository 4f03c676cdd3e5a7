package org.keepuntil.decide;

import java.util.List;
import java.util.stream.Stream;
import org.keepuntil.schedule.Condition;

/** Says of the lines of a condition whether they hold. */
final class ConditionNotes {
    private final Conditions conditions;

    ConditionNotes(Facts facts) {
        this.conditions = new Conditions(facts);
    }

    Truth truth(Condition condition) {
        return conditions.test(condition);
    }

    /** One clause for each line: {@code looked after: true is not known}. */
    List<String> lines(Condition condition) {
        return flat(condition).map(this::note).toList();
    }

    /** The clauses of the lines that make the condition unknown; none where it is known. */
    List<String> unknown(Condition condition) {
        if (truth(condition) != Truth.UNKNOWN) {
            return List.of();
        }
        return flat(condition)
                .filter(line -> truth(line) == Truth.UNKNOWN)
                .map(this::note)
                .toList();
    }

    private String note(Condition line) {
        return "“" + ConditionWords.of(line) + "” "
                + switch (truth(line)) {
                    case TRUE -> "holds";
                    case FALSE -> "does not hold";
                    case UNKNOWN -> "can't be told";
                };
    }

    private static Stream<Condition> flat(Condition condition) {
        if (condition instanceof Condition.AllOf all) {
            return all.members().stream().flatMap(ConditionNotes::flat);
        }
        if (condition instanceof Condition.AnyOf any) {
            return any.members().stream().flatMap(ConditionNotes::flat);
        }
        return Stream.of(condition);
    }
}
