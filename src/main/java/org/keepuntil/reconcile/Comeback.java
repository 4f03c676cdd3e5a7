package org.keepuntil.reconcile;

import org.keepuntil.audit.Disposed;
import org.keepuntil.binding.RecordKey;

/**
 * A record that is there again.
 *
 * @param entry the index of the last entry of the log that says that it is gone
 */
public record Comeback(RecordKey key, long entry, Disposed disposal) {}
