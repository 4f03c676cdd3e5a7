/** The program as a whole. */
@NullMarked
package org.keepuntil.app;

import org.jspecify.annotations.NullMarked;
