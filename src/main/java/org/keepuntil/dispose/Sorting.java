package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keepuntil.schedule.Disposal;

/** Sorts the candidates of a batch by what is done to them now; those to which nothing is done get their outcome. */
final class Sorting {
    private final ClassRun run;
    private final Candidates candidates;
    private final Whole whole;
    private final Parts parts;
    private final NamedFiles files;
    private final PackedRecords packed;
    private final Map<Long, Reevaluation.Verdict> verdicts;
    private final OutcomeRows outcomes;

    Sorting(
            ClassRun run,
            Candidates candidates,
            Whole whole,
            Parts parts,
            NamedFiles files,
            PackedRecords packed,
            Map<Long, Reevaluation.Verdict> verdicts) {
        this.run = run;
        this.candidates = candidates;
        this.whole = whole;
        this.parts = parts;
        this.files = files;
        this.packed = packed;
        this.verdicts = verdicts;
        this.outcomes = new OutcomeRows(run, candidates);
    }

    /** Why the others do not go. */
    OutcomeRows outcomes() {
        return outcomes;
    }

    /** Those to which the same is done, with what goes of them; the milder act first. */
    List<Going> groups(Locker locker) {
        Map<Disposal, Set<Long>> due = due(locker);
        List<Going> groups = new ArrayList<>();
        if (due.containsKey(Disposal.TRANSFER)) {
            Set<Long> transferred = due.get(Disposal.TRANSFER);
            packed.setAside(run, whole, files, transferred, verdicts, outcomes);
            Set<Long> copies = new TreeSet<>(
                    transferred.stream().filter(n -> packed.of(n).copy()).toList());
            transferred.removeAll(copies);
            if (!copies.isEmpty()) {
                groups.add(going(Disposal.TRANSFER, copies, Fates.of(whole, copies, parts.kept())));
            }
            // a row that is shared by records of both goes with the last, which a batch with both would not see
            if (due.containsKey(Disposal.DESTROY)) {
                transferred.forEach(n -> outcomes.add(n, Outcome.DEFERRED, "after those that are destroyed"));
                transferred.clear();
            }
        }
        due.forEach((act, numbers) -> {
            Fates fates = run.work()
                    .layout()
                    .treated()
                    .change(act)
                    .map(change -> Fates.altering(whole, numbers, parts.kept(), change))
                    .orElseGet(() -> Fates.of(whole, numbers, parts.kept()));
            fates.waiting().forEach((n, why) -> outcomes.add(n, why.outcome(), why.reason()));
            if (!fates.numbers().isEmpty()) {
                groups.add(going(act, fates.numbers(), fates));
            }
        });
        return groups;
    }

    private Going going(Disposal act, Set<Long> numbers, Fates fates) {
        return new Going(act, run, candidates, whole, files, numbers, fates, parts, verdicts);
    }

    private Map<Disposal, Set<Long>> due(Locker locker) {
        Map<Disposal, Set<Long>> due = new EnumMap<>(Disposal.class);
        candidates.gone().forEach(n -> outcomes.add(n, Outcome.GONE, null));
        locker.putOff().forEach(n -> outcomes.add(n, Outcome.DEFERRED, "locked"));
        for (Long n : candidates.locked()) {
            if (locker.putOff().contains(n)) {
                continue;
            }
            if (candidates.doubled().contains(n)) {
                outcomes.add(n, Outcome.FAILED, "several rows have its key, by inheritance");
            } else if (!stays(n, verdicts.get(n))) {
                if (files.refused().containsKey(n)) {
                    outcomes.add(n, Outcome.FAILED, files.refused().get(n));
                } else {
                    Disposal act = Objects.requireNonNull(verdicts.get(n))
                            .act()
                            .orElseThrow()
                            .then();
                    due.computeIfAbsent(act, k -> new TreeSet<>()).add(n);
                }
            }
        }
        return due;
    }

    /** Whether the record is not to go now; then it has its outcome. */
    private boolean stays(Long n, Reevaluation.@Nullable Verdict verdict) {
        Optional<Hindrance> hindrance = Hindrance.of(run, candidates.act(n), candidates.ground(n), verdict);
        hindrance.ifPresent(why -> outcomes.add(n, why.outcome(), why.reason()));
        return hindrance.isPresent();
    }
}
