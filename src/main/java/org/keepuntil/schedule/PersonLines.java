package org.keepuntil.schedule;

import java.util.Optional;
import org.keepuntil.schedule.Condition.PersonState;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** Reads what a line says of the people in a role. */
record PersonLines(Problems problems) {
    private static final int OLDEST = 150;

    Optional<PersonState> state(Node value) {
        if (value instanceof Node.Scalar scalar) {
            Words words = Words.of(scalar);
            Optional<PersonState> state = state(words);
            if (state.isPresent() && words.atEnd()) {
                return state;
            }
            String number = words.all().stream()
                    .filter(Words.Word::isNumber)
                    .map(Words.Word::text)
                    .findFirst()
                    .orElse("18");
            String hint = words.all().stream().anyMatch(w -> w.text().equals("any"))
                    ? "\"any\" stands before the role: any child: died before age " + number
                    : "Write alive, dead, or died before age " + number + ".";
            problems.error(value, "\"" + scalar.text().strip() + "\" cannot be said of a person", hint);
        } else {
            problems.error(value, "a person is one of alive, dead, died before age N, not " + value.kind(), "");
        }
        return Optional.empty();
    }

    private static Optional<PersonState> state(Words words) {
        if (words.accept("alive")) {
            return Optional.of(new PersonState.Alive());
        }
        if (words.accept("dead")) {
            return Optional.of(new PersonState.Dead());
        }
        if (words.accept("died", "before", "age") && words.peek().isNumber()) {
            int age = Durations.number(words.take());
            return age >= 1 && age <= OLDEST ? Optional.of(new PersonState.DiedBefore(age)) : Optional.empty();
        }
        return Optional.empty();
    }
}
