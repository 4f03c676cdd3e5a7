/** The program under faults at random moments, and a check of what became of the records that shares nothing with it but the log. */
@NullMarked
package org.keepuntil.app.soak;

import org.jspecify.annotations.NullMarked;
