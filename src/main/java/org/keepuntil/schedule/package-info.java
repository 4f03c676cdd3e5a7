/**
 * The policy: what a schedule says, as typed, immutable values, and the parser and lint that make them from a file. No table and
 * no SQL is known here.
 */
@NullMarked
package org.keepuntil.schedule;

import org.jspecify.annotations.NullMarked;
