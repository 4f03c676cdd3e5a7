package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.schedule.Disposal;

/**
 * What a person decided of a record in review.
 *
 * @param stage the act of which it was decided; it holds for no other
 * @param keepUntil the day on which a record is in review again, where that was decided
 */
public record ReviewDecision(Docket.Stage stage, Choice choice, Optional<LocalDate> keepUntil) {
    /** What can be decided. */
    public enum Choice {
        DESTROY(Disposal.DESTROY),
        ANONYMISE(Disposal.ANONYMISE),
        TRANSFER(Disposal.TRANSFER),
        PRESERVE(null),
        KEEP(null),
        /** As the schedule has it: the act itself, or the stages that follow a review. */
        GO_ON(null);

        private final Optional<Disposal> disposal;

        Choice(@Nullable Disposal disposal) {
            this.disposal = Optional.ofNullable(disposal);
        }

        /** What is done to the record, where that was decided. */
        public Optional<Disposal> disposal() {
            return disposal;
        }

        /** The word of the control schema, of the log and of commands: {@code go on}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** The choice with that word. */
        public static Optional<Choice> ofWord(String word) {
            return Arrays.stream(values()).filter(c -> c.word().equals(word)).findFirst();
        }
    }

    /** Whether it is about this stage of the rule. */
    boolean isOf(Act act) {
        return stage.equals(new Docket.Stage(act.rule().id(), act.stage()));
    }

    /** Whether the rule has gone on past one of its reviews, be it because a later one was decided. */
    boolean passes(String rule, int number) {
        return stage.rule().equals(rule)
                && (stage.number() > number || (stage.number() == number && choice == Choice.GO_ON));
    }

    /** Whether it keeps the record as of the day; a record that was preserved it keeps for ever. */
    boolean keeps(LocalDate asOf) {
        return choice == Choice.PRESERVE
                || (choice == Choice.KEEP
                        && keepUntil.filter(day -> day.isAfter(asOf)).isPresent());
    }

    /** In words, for a person. */
    public String phrase() {
        return choice == Choice.KEEP
                ? "keep until " + keepUntil.map(LocalDate::toString).orElse("")
                : choice.word();
    }
}
