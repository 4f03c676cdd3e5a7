/**
 * The log against the data: whether records are there again of which the log says that they are gone, as after a backup was restored.
 *
 * <p>The log names records by keyed tokens, so the tokens of the records that are there are computed and looked for among those of the
 * records that went. The key never goes to the database.
 */
@NullMarked
package org.keepuntil.reconcile;

import org.jspecify.annotations.NullMarked;
