package org.keepuntil.audit.verify;

import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.tlog.Checkpoint;

/**
 * What verifying a log came to.
 *
 * @param entries how many were read
 * @param newest the newest checkpoint that the log has; empty where it was never sealed, or it cannot be read
 * @param checkpoints how many the log was held against
 * @param keys the public keys that the log names, the one in force last
 * @param unsealed empty where the log was sealed after the last run that ended
 * @param findings nothing where all is as it should be
 */
public record Verified(
        long entries,
        Optional<Checkpoint> newest,
        int checkpoints,
        List<String> keys,
        Optional<Unsealed> unsealed,
        List<Finding> findings) {
    /**
     * A run ended, and the log was not sealed afterwards: it was stopped in between, or the newest checkpoint was removed, which nothing
     * in the database tells apart.
     *
     * @param run the last of such runs
     * @param entries how many are past the newest checkpoint that is there
     */
    public record Unsealed(long run, long entries) {}

    public Verified {
        keys = List.copyOf(keys);
        findings = List.copyOf(findings);
    }
}
