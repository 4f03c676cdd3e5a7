package org.keepuntil.audit.verify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.MalformedEntryException;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.seal.StoredBundles.Stored;

/** Takes the log out of its bundles, and looks whether these say of themselves what is in them. */
final class BundleCheck {
    /** The kinds that a run alone writes. What people do has no run, and a run may be refused before it has a number. */
    private static final Set<String> OF_RUNS = Set.of(
            "disposal",
            "found-by",
            "altered",
            "late",
            "file",
            "transferred",
            "refreshed",
            "flagged",
            "residue",
            "returned",
            "run-start",
            "run-end");

    private static final String EITHER = "refused";

    private final LogCheck check;
    private final List<Verification> parts;
    private final Findings findings;
    private Optional<LastEnd> lastEnd = Optional.empty();

    /** The last entry with which a run ended. */
    record LastEnd(long index, long run) {}

    BundleCheck(LogCheck check, List<Verification> parts, Findings findings) {
        this.check = check;
        this.parts = parts;
        this.findings = findings;
    }

    void take(Stored bundle) {
        String where = "the bundle that begins with entry " + bundle.first();
        if (bundle.first() != check.size()) {
            findings.add(
                    "entry " + check.size(),
                    bundle.first() > check.size()
                            ? "is missing: the next that is there is " + bundle.first()
                            : "is there more than once: another bundle begins with " + bundle.first());
        }
        List<byte[]> entries;
        try {
            entries = Bundle.split(bundle.data());
        } catch (MalformedEntryException e) {
            findings.add(where, "cannot be read: " + e.getMessage());
            return;
        }
        if (entries.size() != bundle.entries()) {
            findings.add(where, "has " + entries.size() + " entries, and says that it has " + bundle.entries());
        }
        for (byte[] bytes : entries) {
            long index = check.size();
            check.take(bytes).ifPresent(entry -> take(index, entry, bundle.run()));
        }
    }

    private void take(long index, Entry entry, OptionalLong run) {
        if (entry instanceof RunEnd end) {
            lastEnd = Optional.of(new LastEnd(index, end.run()));
        }
        if (!isOf(entry, run)) {
            findings.add(
                    "the bundle with entry " + index,
                    run.isPresent()
                            ? "says that run " + run.getAsLong() + " wrote it, and the entry is not that run's"
                            : "says that no run wrote it, and a run writes such an entry");
        }
        parts.forEach(part -> part.entry(index, entry));
    }

    private static boolean isOf(Entry entry, OptionalLong run) {
        if (run.isEmpty()) {
            return !OF_RUNS.contains(entry.kind());
        }
        return (OF_RUNS.contains(entry.kind()) || entry.kind().equals(EITHER))
                && entry.fields().get(0).equals(Long.toString(run.getAsLong()));
    }

    /** Empty where no run has ended. */
    Optional<LastEnd> lastEnd() {
        return lastEnd;
    }
}
