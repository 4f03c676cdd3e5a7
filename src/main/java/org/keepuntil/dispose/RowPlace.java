package org.keepuntil.dispose;

/** Where a locked row lies: it can't move before the transaction ends. The table is that of the partition. */
record RowPlace(long table, String ctid) {}
