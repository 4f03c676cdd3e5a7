/** Tests of examples. */
@NullMarked
package org.keepuntil.examples;

import org.jspecify.annotations.NullMarked;
