package org.keepuntil.audit.verify;

import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.tlog.Checkpoint;
import org.keepuntil.audit.tlog.MalformedLogException;
import org.keepuntil.audit.tlog.Note;

/**
 * A checkpoint that the log is held against.
 *
 * @param where it comes from, for a finding
 * @param ours whether it is one that the log itself keeps; one that somebody kept may have other signatures too
 */
record Claim(String where, Note note, Checkpoint checkpoint, boolean ours) {
    /** One as it is written; or what is wrong with it. */
    static Optional<Claim> read(String where, String written, boolean ours, Findings findings) {
        try {
            Note note = Note.parse(written);
            return Optional.of(new Claim(where, note, Checkpoint.parse(note.text()), ours));
        } catch (MalformedLogException e) {
            findings.add(where, "is no checkpoint: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** All that somebody kept. */
    static List<Claim> of(List<Kept> kept, Findings findings) {
        return kept.stream()
                .flatMap(each -> read(each.where(), each.note(), false, findings).stream())
                .toList();
    }

    /** Looks whether the checkpoints of a log follow each other: each says how many entries the one before it had. */
    static void follow(List<Claim> oldestFirst, Findings findings) {
        long before = 0;
        for (Claim claim : oldestFirst) {
            String after = claim.checkpoint().extension(Sealer.AFTER).orElse("?");
            if (!after.equals(Long.toString(before))) {
                findings.add(
                        claim.where(),
                        "follows the checkpoint of " + after + " entries, and the one that is there before it is of "
                                + before);
            }
            before = claim.checkpoint().size();
        }
    }
}
