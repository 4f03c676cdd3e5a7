package org.keepuntil.report;

import java.time.Instant;
import java.util.List;

/**
 * A checkpoint of the audit log: a signed statement of all entries up to a number.
 *
 * @param size how many entries it takes in
 * @param root the root of the tree over them, in base64
 * @param note the signed note, to the letter
 * @param keys the keys that verify its signatures, in the form in which tools take them
 */
public record SealedLog(long size, String root, String note, Instant at, List<String> keys) {
    public SealedLog {
        keys = List.copyOf(keys);
    }
}
