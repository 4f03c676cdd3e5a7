package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.binding.RecordKey;

/** What a change of schedule does to the records that there are, judged by what is known of them as of a day. */
public record Difference(LocalDate asOf, List<ClassDifference> classes) {
    public Difference {
        classes = List.copyOf(classes);
    }

    /**
     * The records of a class.
     *
     * @param moves the records by their rules before and after, the most records first
     */
    public record ClassDifference(String name, String title, long total, List<Move> moves) {
        public ClassDifference {
            moves = List.copyOf(moves);
            long sum = moves.stream().mapToLong(Move::records).sum();
            if (sum != total) {
                throw new IllegalStateException(
                        "the differences of " + name + " add up to " + sum + ", not to " + total);
            }
        }

        public long count(DifferenceKind kind) {
            return effects()
                    .filter(e -> e.kind() == kind)
                    .mapToLong(Effect::records)
                    .sum();
        }

        /** Records that become due at once, holds and references left out. */
        public long atOnce() {
            return effects().mapToLong(e -> e.atOnce().clear()).sum();
        }

        private Stream<Effect> effects() {
            return moves.stream().flatMap(move -> move.effects().stream());
        }
    }

    /** A rule that governs, and what it does; empty where none governs. */
    public record Under(Optional<String> rule, Optional<String> act) {}

    /** Records that one rule governed before and one governs after, the same one perhaps. */
    public record Move(Under before, Under after, List<Effect> effects) {
        public Move {
            effects = List.copyOf(effects);
        }

        public long records() {
            return effects.stream().mapToLong(Effect::records).sum();
        }
    }

    /**
     * Records to which the change does the same.
     *
     * @param atOnce those of them that are due as of the day by the new schedule and are not by the old
     * @param shift by how many days they move; empty where one of the two days is missing
     * @param samples keys of some of them, the first in key order; those due at once where there are any
     */
    public record Effect(
            DifferenceKind kind, long records, Forecast.Share atOnce, Optional<Shift> shift, List<RecordKey> samples) {
        public Effect {
            samples = List.copyOf(samples);
        }
    }

    /** By how many days records move, to the past where negative: half of them less than the median, none more than the greatest. */
    public record Shift(long median, long greatest) {}

    /** Records that come due earlier than they did, or at all. */
    public long sooner() {
        return classes.stream()
                .mapToLong(c -> c.count(DifferenceKind.EARLIER) + c.count(DifferenceKind.FROM_NEVER))
                .sum();
    }

    /** Records that become due at once, holds and references left out. */
    public long atOnce() {
        return classes.stream().mapToLong(ClassDifference::atOnce).sum();
    }
}
