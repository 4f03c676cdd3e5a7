package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keepuntil.control.RunState;

/**
 * A run ended, or was left: what became of all that it had planned.
 *
 * @param outcome one in which a run may be left
 */
public record RunEnd(long run, int epoch, Instant at, RunState outcome, Map<String, Counts> classes) implements Entry {
    static final String KIND = "run-end";

    public RunEnd {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        classes = Escapes.sorted(classes);
    }

    /**
     * What became of the records of a class.
     *
     * @param noLongerDue or gone, or referred to by a record that stays
     * @param notReached or put off and not come back to
     */
    public record Counts(long planned, long done, long held, long noLongerDue, long notReached, long failed) {
        /** Both together. */
        public Counts plus(Counts other) {
            return new Counts(
                    planned + other.planned,
                    done + other.done,
                    held + other.held,
                    noLongerDue + other.noLongerDue,
                    notReached + other.notReached,
                    failed + other.failed);
        }

        static Counts of(String text) {
            String[] numbers = text.split("/", -1);
            if (numbers.length != 6) {
                throw new MalformedEntryException("the counts of a class are not six");
            }
            return new Counts(
                    Fields.number(numbers[0]),
                    Fields.number(numbers[1]),
                    Fields.number(numbers[2]),
                    Fields.number(numbers[3]),
                    Fields.number(numbers[4]),
                    Fields.number(numbers[5]));
        }

        /** As in the encoding: the six numbers in their order with {@code /} between them. */
        @Override
        public String toString() {
            return planned + "/" + done + "/" + held + "/" + noLongerDue + "/" + notReached + "/" + failed;
        }
    }

    static RunEnd of(Fields fields) {
        return new RunEnd(
                fields.number(),
                fields.smallNumber(),
                fields.time(),
                Fields.parsed(word -> RunState.valueOf(word.toUpperCase(Locale.ROOT)), fields.next()),
                fields.values(Counts::of));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(
                Long.toString(run),
                Integer.toString(epoch),
                at.toString(),
                outcome.word(),
                Escapes.list(classes, Counts::toString));
    }
}
