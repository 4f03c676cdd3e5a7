/** Tests of reviews and notices. */
@NullMarked
package org.keepuntil.docket;

import org.jspecify.annotations.NullMarked;
