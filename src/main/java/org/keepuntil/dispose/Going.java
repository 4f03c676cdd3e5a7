package org.keepuntil.dispose;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.keepuntil.decide.Act;
import org.keepuntil.schedule.Disposal;

/**
 * Records of a batch to which the same kind of act is done now.
 *
 * @param kind the kind of act
 * @param whole all rows of all candidates of the batch, locked; of those that several records share, more than are theirs to change
 * @param files what the rows name; a deed that takes rows or columns away says so to it
 * @param numbers those of the candidates to which the act is done
 * @param fates what goes, and what is cut off, where these records go
 * @param parts components that are records of classes of their own
 * @param verdicts what was decided of each
 */
record Going(
        Disposal kind,
        ClassRun run,
        Candidates candidates,
        Whole whole,
        NamedFiles files,
        Set<Long> numbers,
        Fates fates,
        Parts parts,
        Map<Long, Reevaluation.Verdict> verdicts) {

    String reference(Long n) {
        return candidates.reference(n, run);
    }

    /** The act that is done to the record. */
    Act act(Long n) {
        return Objects.requireNonNull(verdicts.get(n)).act().orElseThrow();
    }

    /** How many of the rows belong to each of the records, by table name. */
    void count(Places places, Map<Long, Map<String, Long>> counts) {
        String table = places.table().toString();
        for (RowPlace place : places.rows()) {
            for (Long n : places.owners(place)) {
                if (numbers.contains(n)) {
                    counts.computeIfAbsent(n, k -> new TreeMap<>()).merge(table, 1L, Long::sum);
                }
            }
        }
    }

    static Map<String, Long> of(Map<Long, Map<String, Long>> counts, Long n) {
        return counts.getOrDefault(n, new HashMap<>());
    }
}
