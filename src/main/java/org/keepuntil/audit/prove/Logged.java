package org.keepuntil.audit.prove;

import org.keepuntil.audit.Entry;

/** An entry, and where in the log it stands. */
public record Logged(long index, Entry entry) {}
