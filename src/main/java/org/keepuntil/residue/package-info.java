/** What is left of rows after they were deleted: who still sees them, in which files their bytes are, and how those are got rid of. */
@NullMarked
package org.keepuntil.residue;

import org.jspecify.annotations.NullMarked;
