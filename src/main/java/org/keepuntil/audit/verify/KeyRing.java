package org.keepuntil.audit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.tlog.MalformedLogException;
import org.keepuntil.audit.tlog.Note;
import org.keepuntil.audit.tlog.VerifierKey;

/**
 * The keys that a log may be signed with. Each checkpoint must be signed by a key that the log names by then; the newest, which vouches for
 * all entries, by a key that whoever verifies was given, or by one that came after it: one that a checkpoint is signed with together with a key
 * before it. Where nobody was given a key, those that the log names are taken.
 */
final class KeyRing {
    /** A key with the entry that says so. */
    record Named(long entry, KeyAdded added, Optional<VerifierKey> key) {}

    private final List<VerifierKey> given;
    private final List<Named> named = new ArrayList<>();
    private final List<VerifierKey> trusted;

    KeyRing(List<VerifierKey> given) {
        this.given = List.copyOf(given);
        this.trusted = new ArrayList<>(given);
    }

    /** Takes the entry of a key. */
    void add(long index, KeyAdded added) {
        Optional<VerifierKey> key = parsed(added.key());
        named.add(new Named(index, added, key));
        if (given.isEmpty()) {
            key.ifPresent(trusted::add);
        }
    }

    List<Named> named() {
        return named;
    }

    /**
     * What is wrong with the signatures of a checkpoint; empty where nothing is.
     *
     * @param ours whether the note is as this log's sealer wrote it: then nobody else has signed it
     * @param newest whether it is the newest of the log's own
     */
    Optional<String> wrong(Note note, long size, boolean ours, boolean newest) {
        List<VerifierKey> before = known(size);
        if (before.stream().noneMatch(note::isSignedBy)) {
            return Optional.of("is signed by no key that the log names");
        }
        if (trusted.stream().anyMatch(note::isSignedBy)) {
            trustThoseThat(note, before);
        } else if (newest) {
            return Optional.of("is not signed by the key that was given, nor by one that came after it");
        }
        Optional<VerifierKey> inForce = inForce(size);
        if (ours && inForce.isPresent() && !note.isSignedBy(inForce.get())) {
            return Optional.of("is not signed by the key that was in force");
        }
        return ours && !note.isWhollySignedBy(before)
                ? Optional.of("has a signature below it that no key of the log made")
                : Optional.empty();
    }

    /** A key that signed together with one that is trusted is trusted from then on, if the log has its entry by then. */
    private void trustThoseThat(Note note, List<VerifierKey> known) {
        known.stream()
                .filter(key -> !trusted.contains(key) && note.isSignedBy(key))
                .forEach(trusted::add);
    }

    private List<VerifierKey> known(long size) {
        List<VerifierKey> known = new ArrayList<>(given);
        named.stream()
                .filter(each -> each.entry() < size)
                .flatMap(each -> each.key().stream())
                .forEach(known::add);
        return known;
    }

    private Optional<VerifierKey> inForce(long size) {
        return named.stream()
                .filter(each -> each.entry() < size)
                .reduce((earlier, later) -> later)
                .flatMap(Named::key);
    }

    private static Optional<VerifierKey> parsed(String key) {
        try {
            return Optional.of(VerifierKey.parse(key));
        } catch (MalformedLogException e) {
            return Optional.empty();
        }
    }
}
