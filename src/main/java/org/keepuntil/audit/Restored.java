package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The database, and the log in it, were restored from a backup: the log that was exported before goes on otherwise than this one.
 *
 * @param common how many entries both have; what follows differs
 * @param size how many the exported log had
 * @param root of its tree
 * @param records how many records were there again of which the exported log says that they are gone
 */
public record Restored(long common, Instant at, long size, String root, long records) implements Entry {
    static final String KIND = "restored";

    public Restored {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        Digests.required(root);
    }

    static Restored of(Fields fields) {
        return new Restored(fields.number(), fields.time(), fields.number(), fields.next(), fields.number());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(Long.toString(common), at.toString(), Long.toString(size), root, Long.toString(records));
    }
}
