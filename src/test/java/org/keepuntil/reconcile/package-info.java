/** How the log is held against the records that are there, at scale. */
@NullMarked
package org.keepuntil.reconcile;

import org.jspecify.annotations.NullMarked;
