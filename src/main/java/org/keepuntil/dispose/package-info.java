/**
 * The one gateway through which rows of records are changed. A batch is a short transaction: it locks what the decision rests on, decides
 * again by both evaluators, removes, checks what was removed, writes the log and commits.
 */
@NullMarked
package org.keepuntil.dispose;

import org.jspecify.annotations.NullMarked;
