package org.keepuntil.audit.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.seal.Sealed;
import org.keepuntil.audit.seal.StoredTiles;
import org.keepuntil.audit.tlog.Checkpoint;
import org.keepuntil.audit.tlog.Hash;
import org.keepuntil.audit.tlog.LogProof;
import org.keepuntil.audit.tlog.Note;
import org.keepuntil.audit.tlog.TiledNodes;
import org.keepuntil.audit.tlog.Tree;

/**
 * Proves that entries stand in the log, by its newest checkpoint.
 *
 * @param checkpoint what it says
 * @param note as it was signed
 */
public record Prover(Checkpoint checkpoint, Note note, Tree tree) {
    /** By the newest checkpoint of the log in a database; empty where the log was never sealed. */
    public static Optional<Prover> of(Connection database) throws SQLException {
        return Sealed.newest(database).map(newest -> {
            Note note = Note.parse(newest.note());
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            return new Prover(checkpoint, note, new Tree(new TiledNodes(checkpoint.size(), new StoredTiles(database))));
        });
    }

    /** Whether the log was sealed since the entry was written. */
    public boolean covers(Logged logged) {
        return logged.index() < checkpoint.size();
    }

    /**
     * The proof for an entry that is covered.
     *
     * @throws org.keepuntil.audit.tlog.MalformedLogException if the log is not the one that was sealed
     */
    public LogProof prove(Logged logged) {
        List<Hash> path = tree.inclusion(logged.index(), checkpoint.size());
        return new LogProof(logged.entry().encode(), logged.index(), path, note);
    }
}
