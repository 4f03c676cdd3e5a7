/** placeholder */
@NullMarked
package org.keepuntil.report;

import org.jspecify.annotations.NullMarked;
