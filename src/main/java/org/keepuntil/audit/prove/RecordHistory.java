package org.keepuntil.audit.prove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.keepuntil.audit.ApprovalGiven;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.FoundBy;
import org.keepuntil.audit.OfRecord;
import org.keepuntil.audit.OfRun;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.RunStart;
import org.keepuntil.audit.TransferDecided;
import org.keepuntil.audit.Transferred;

/**
 * All that the log has of a record, in its order.
 *
 * @param entries those that name the record
 * @param around those that say more of them: how their runs began and ended, who had approved, what became of packages
 */
public record RecordHistory(List<Logged> entries, List<Logged> around) {
    public RecordHistory {
        entries = List.copyOf(entries);
        around = List.copyOf(around);
    }

    /**
     * Those of the records of these keyed tokens of which the log has anything, in the order of the tokens. The log is read once.
     *
     * @param searched told now and then how many entries were searched
     */
    public static List<RecordHistory> of(
            AuditLog log, String recordClass, Collection<String> references, LongConsumer searched) {
        Map<String, List<Logged>> entries = new LinkedHashMap<>();
        references.forEach(reference -> entries.put(reference, new ArrayList<>()));
        log.search(references, searched, (index, entry) -> {
            if (entry instanceof OfRecord of
                    && entries.containsKey(of.reference())
                    && of.recordClass().equals(recordClass)) {
                entries.get(of.reference()).add(new Logged(index, entry));
            }
        });
        return entries.values().stream()
                .filter(found -> !found.isEmpty())
                .map(found -> new RecordHistory(found, around(log, found)))
                .toList();
    }

    /** The keyed tokens of the records of a class that values lead to. Every bundle of the log is searched. */
    public static Set<String> found(AuditLog log, String recordClass, String token, LongConsumer searched) {
        Set<String> references = new TreeSet<>();
        log.search(List.of(token), searched, (index, entry) -> {
            if (entry instanceof FoundBy found
                    && found.token().equals(token)
                    && found.recordClass().equals(recordClass)) {
                references.add(found.reference());
            }
        });
        return references;
    }

    /** What the values are called by which records of a class may be asked for, as far as the log has any. */
    public static Set<String> findNames(AuditLog log, String recordClass) {
        Set<String> names = new TreeSet<>();
        log.search(List.of("\tfound-by\t"), searched -> {}, (index, entry) -> {
            if (entry instanceof FoundBy found && found.recordClass().equals(recordClass)) {
                names.add(found.names());
            }
        });
        return names;
    }

    private static List<Logged> around(AuditLog log, Collection<Logged> entries) {
        SortedMap<Long, Logged> found = new TreeMap<>();
        Set<Long> runs = new TreeSet<>();
        Set<Long> packages = new TreeSet<>();
        for (Logged logged : entries) {
            if (logged.entry() instanceof OfRun of) {
                runs.add(of.run());
            }
            if (logged.entry() instanceof Transferred transferred) {
                packages.add(transferred.transfer());
            }
        }
        for (long run : runs) {
            log.ends(run, keep(found, e -> e instanceof RunStart || e instanceof RunEnd));
        }
        List.copyOf(found.values()).stream()
                .map(Logged::entry)
                .filter(RunStart.class::isInstance)
                .map(start -> ((RunStart) start).digests().plan())
                .distinct()
                .forEach(plan -> log.searchActs(
                        plan,
                        keep(
                                found,
                                e -> e instanceof ApprovalGiven given
                                        && given.plans().plan().equals(plan))));
        packages.forEach(number -> log.searchActs(
                "\ttransfer-accepted\t" + number + "\t",
                keep(found, e -> e instanceof TransferDecided decided && decided.transfer() == number)));
        return List.copyOf(found.values());
    }

    private static AuditLog.IndexedReader keep(SortedMap<Long, Logged> found, Predicate<Entry> wanted) {
        return (index, entry) -> {
            if (wanted.test(entry)) {
                found.put(index, new Logged(index, entry));
            }
        };
    }
}
