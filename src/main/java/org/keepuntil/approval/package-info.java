/** What lets a run act or refuses it, before anything is touched. */
@NullMarked
package org.keepuntil.approval;

import org.jspecify.annotations.NullMarked;
