/** Tests of holds. */
@NullMarked
package org.keepuntil.hold;

import org.jspecify.annotations.NullMarked;
