package org.keepuntil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.MalformedEntryException;
import org.keepuntil.audit.tlog.Checkpoint;
import org.keepuntil.audit.tlog.LogProof;
import org.keepuntil.audit.tlog.MalformedLogException;
import org.keepuntil.audit.tlog.VerifierKey;

/** Verifies proofs that entries stand in a log, with its public key and nothing else. */
record ProofCheck(List<VerifierKey> keys, Console console) {
    /** Says of each whether it proves what it should. */
    ExitCode verify(List<Path> files) throws IOException {
        if (keys.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "A proof is verified with the public key of its log, and none is given.",
                    "Give it with --key, as `keepuntil init` printed it.");
        }
        boolean all = true;
        for (Path file : files) {
            all &= verify(file);
        }
        return all ? ExitCode.DONE : ExitCode.MISMATCH;
    }

    private boolean verify(Path file) throws IOException {
        try {
            LogProof proof = LogProof.parse(Files.readString(file));
            Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint().text());
            if (keys.stream()
                    .noneMatch(key -> key.name().equals(checkpoint.origin())
                            && proof.checkpoint().isSignedBy(key))) {
                return wrong(file, "its checkpoint is not signed with the key that was given");
            }
            if (!proof.holds()) {
                return wrong(file, "the entry is not in the log of its checkpoint");
            }
            Entry entry = Entry.decode(proof.entry());
            console.print(file + ": entry " + proof.index() + " of " + Words.number(checkpoint.size()) + " in the log "
                    + checkpoint.origin() + ", as it was signed.");
            EntryWords.of(entry).forEach(line -> Sections.print(line, "  ", console));
            return true;
        } catch (MalformedLogException | MalformedEntryException e) {
            return wrong(file, String.valueOf(e.getMessage()));
        }
    }

    private boolean wrong(Path file, String what) {
        console.print(console.red("WRONG") + "  " + file + ": " + what + ".");
        return false;
    }
}
