package org.keepuntil.audit.prove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** That of the record of that keyed token. Every bundle of the log is searched. */
    public static RecordHistory of(AuditLog log, String recordClass, String reference) {
        List<Logged> entries = new ArrayList<>();
        log.search(reference, (index, entry) -> {
            if (entry instanceof OfRecord of
                    && of.reference().equals(reference)
                    && of.recordClass().equals(recordClass)) {
                entries.add(new Logged(index, entry));
            }
        });
        return new RecordHistory(entries, around(log, entries));
    }

    /** The keyed tokens of the records of a class that values lead to. Every bundle of the log is searched. */
    public static Set<String> found(AuditLog log, String recordClass, String token) {
        Set<String> references = new TreeSet<>();
        log.search(token, (index, entry) -> {
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
        log.search("\tfound-by\t", (index, entry) -> {
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
            log.search(run, "\trun-start\t" + run + "\t", keep(found, e -> e instanceof RunStart));
            log.search(run, "\trun-end\t" + run + "\t", keep(found, e -> e instanceof RunEnd));
        }
        List.copyOf(found.values()).stream()
                .map(Logged::entry)
                .filter(RunStart.class::isInstance)
                .map(start -> ((RunStart) start).digests().plan())
                .distinct()
                .forEach(plan -> log.search(
                        plan,
                        keep(
                                found,
                                e -> e instanceof ApprovalGiven given
                                        && given.plans().plan().equals(plan))));
        packages.forEach(number -> log.search(
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
