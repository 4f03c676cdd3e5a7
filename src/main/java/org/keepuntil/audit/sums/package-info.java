/**
 * The control tables against the log: sums of their rows that are carried on with every change, and what is not as the log says.
 */
@NullMarked
package org.keepuntil.audit.sums;

import org.jspecify.annotations.NullMarked;
