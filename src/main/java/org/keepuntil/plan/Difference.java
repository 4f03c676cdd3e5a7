package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Status;

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

        /** Records that fall due at once, held ones included. */
        public long atOnce() {
            return moves.stream().mapToLong(Move::dueAtOnce).sum();
        }

        private Stream<Effect> effects() {
            return moves.stream().flatMap(move -> move.effects().stream());
        }
    }

    /** The rule that acts next, and what it does; empty where none applies. */
    public record Under(Optional<String> rule, Optional<String> act) {}

    /** Records on which one rule acts next before and one after, the same one perhaps. */
    public record Move(Under before, Under after, List<Effect> effects) {
        public Move {
            effects = List.copyOf(effects);
        }

        public long records() {
            return effects.stream().mapToLong(Effect::records).sum();
        }

        /** Those that fall due at once, by the status that they get. */
        public Map<Status, Long> atOnce() {
            Map<Status, Long> all = new EnumMap<>(Status.class);
            effects.forEach(effect -> effect.atOnce().forEach((status, count) -> all.merge(status, count, Long::sum)));
            return all;
        }

        long dueAtOnce() {
            return effects.stream().mapToLong(Effect::dueAtOnce).sum();
        }
    }

    /**
     * Records to which the change does the same.
     *
     * @param atOnce those of them whose day has come by the new schedule and has not by the old, by their new status: most are due,
     *     some held, in review and so on
     * @param shift by how many days they move; empty where one of the two days is missing
     * @param samples keys of some of them, the first in key order; those due at once where there are any
     */
    public record Effect(
            DifferenceKind kind,
            long records,
            Map<Status, Long> atOnce,
            Optional<Shift> shift,
            List<RecordKey> samples) {
        public Effect {
            atOnce = Collections.unmodifiableMap(atOnce);
            samples = List.copyOf(samples);
        }

        public long dueAtOnce() {
            return atOnce.values().stream().mapToLong(Long::longValue).sum();
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

    /** Records that fall due at once, held ones included. */
    public long atOnce() {
        return classes.stream().mapToLong(ClassDifference::atOnce).sum();
    }
}
