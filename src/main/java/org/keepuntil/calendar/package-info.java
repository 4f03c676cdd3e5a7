/** Civil dates, the intervals in which they are known, the rulings that say how periods are counted, and bounds. Pure. */
@NullMarked
package org.keepuntil.calendar;

import org.jspecify.annotations.NullMarked;
