/** Tests of what is left of rows that went. */
@NullMarked
package org.keepuntil.residue;

import org.jspecify.annotations.NullMarked;
