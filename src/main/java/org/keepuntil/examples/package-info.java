/**
 * A schedule's own tests: examples of records, each with what is to become of it, read from {@code examples.yaml} and decided by the pure
 * decider. Nothing here knows a table; what a binding says of a class comes in as a {@link org.keepuntil.examples.Setting}.
 */
@NullMarked
package org.keepuntil.examples;

import org.jspecify.annotations.NullMarked;
