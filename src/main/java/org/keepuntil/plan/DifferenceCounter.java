package org.keepuntil.plan;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Difference.ClassDifference;
import org.keepuntil.plan.Difference.Effect;
import org.keepuntil.plan.Difference.Move;
import org.keepuntil.plan.Difference.Under;
import org.keepuntil.sql.BothEvaluators.Found;
import org.keepuntil.sql.Workload.Work;

/** Compares two decisions of each record of a class, and counts. It keeps counts and a few keys, however many records there are. */
final class DifferenceCounter {
    private final Work work;
    private final LocalDate asOf;
    private final int samples;
    private final Map<Pair, Map<DifferenceKind, Count>> moves = new LinkedHashMap<>();
    private long total;

    /** Before and after. */
    private record Pair(Under before, Under after) {}

    DifferenceCounter(Work work, LocalDate asOf, int samples) {
        this.work = work;
        this.asOf = asOf;
        this.samples = samples;
    }

    void add(RecordKey key, Found was, Found by) {
        total++;
        Decision before = was.decision();
        Decision after = by.decision();
        Pair pair = new Pair(under(was), under(by));
        DifferenceKind kind = kind(before, after, pair);
        Count count = moves.computeIfAbsent(pair, p -> new EnumMap<>(DifferenceKind.class))
                .computeIfAbsent(kind, k -> new Count());
        Optional<Status> atOnce = Optional.of(after.status()).filter(status -> isDue(after) && !isDue(before));
        count.add(key, atOnce, shift(before, after));
    }

    private static Under under(Found found) {
        Optional<NextAct> next = NextAct.of(found.decision(), found.facts());
        return new Under(next.map(NextAct::rule), next.map(n -> n.then().word()));
    }

    private static DifferenceKind kind(Decision before, Decision after, Pair pair) {
        Optional<LocalDate> old = FallsDue.on(before);
        Optional<LocalDate> now = FallsDue.on(after);
        if (after.status() == Status.UNSCHEDULED && before.status() != Status.UNSCHEDULED) {
            return DifferenceKind.UNSCHEDULED;
        }
        if (old.isPresent() != now.isPresent()) {
            return now.isPresent() ? DifferenceKind.FROM_NEVER : DifferenceKind.NEVER;
        }
        if (old.isPresent() && !old.equals(now)) {
            return now.orElseThrow().isBefore(old.get()) ? DifferenceKind.EARLIER : DifferenceKind.LATER;
        }
        if (old.isEmpty() && !why(before).equals(why(after))) {
            return DifferenceKind.REASON;
        }
        return pair.before().act().equals(pair.after().act()) ? DifferenceKind.SAME : DifferenceKind.ACT;
    }

    /** Why there is no day. Retained or undetermined without one comes to the same: something is not known. */
    private static Status why(Decision decision) {
        return FallsDue.isUnknown(decision) ? Status.UNDETERMINED : decision.status();
    }

    private boolean isDue(Decision decision) {
        return FallsDue.on(decision).filter(day -> !day.isAfter(asOf)).isPresent();
    }

    private static Optional<Long> shift(Decision before, Decision after) {
        return FallsDue.on(before)
                .flatMap(old -> FallsDue.on(after).map(now -> ChronoUnit.DAYS.between(old, now)))
                .filter(days -> days != 0);
    }

    ClassDifference result() {
        List<Move> found = new ArrayList<>();
        moves.forEach((pair, counts) -> {
            List<Effect> effects = new ArrayList<>();
            counts.forEach((kind, count) -> effects.add(count.effect(kind)));
            found.add(new Move(pair.before(), pair.after(), effects));
        });
        found.sort(Comparator.comparing(Move::records).reversed());
        return new ClassDifference(work.name(), work.recordClass().title(), total, found);
    }

    /** Records of one pair of rules and one kind. */
    private final class Count {
        private final DifferenceShifts shifts = new DifferenceShifts();
        private final List<RecordKey> first = new ArrayList<>();
        private final List<RecordKey> firstAtOnce = new ArrayList<>();
        private long records;
        private final Map<Status, Long> atOnce = new EnumMap<>(Status.class);

        void add(RecordKey key, Optional<Status> dueAtOnce, Optional<Long> shift) {
            records++;
            shift.ifPresent(shifts::add);
            sample(first, key);
            dueAtOnce.ifPresent(status -> {
                atOnce.merge(status, 1L, Long::sum);
                sample(firstAtOnce, key);
            });
        }

        private void sample(List<RecordKey> keys, RecordKey key) {
            if (keys.size() < samples) {
                keys.add(key);
            }
        }

        Effect effect(DifferenceKind kind) {
            return new Effect(kind, records, atOnce, shifts.shift(), firstAtOnce.isEmpty() ? first : firstAtOnce);
        }
    }
}
