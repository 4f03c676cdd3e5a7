/**
 * Seals the log in the database: computes its tree, signs its checkpoints with a key that never enters the database, and writes it
 * out to a place that nobody who administers the database can write.
 */
@NullMarked
package org.keepuntil.audit.seal;

import org.jspecify.annotations.NullMarked;
