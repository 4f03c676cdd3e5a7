package org.keepuntil.dispose;

/** Does one kind of act to records that are locked, whole, and decided: the fourth part of the one gateway. */
interface Deed {
    /** Changes the rows, and says all that it meant to change. Part of the batch's transaction. */
    Done perform(Going going);
}
