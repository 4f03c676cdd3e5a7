/** The same disposal done by hand, by Spring Batch and by Keepuntil, one after the other on the same server, and compared: {@code scripts/benchmark}. */
@NullMarked
package org.keepuntil.benchmark;

import org.jspecify.annotations.NullMarked;
