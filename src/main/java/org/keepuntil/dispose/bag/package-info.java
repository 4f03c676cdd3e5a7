/** Packages in the layout of BagIt (RFC 8493, version 1.0): written whole or not at all, and verified by reading all of them back. */
@NullMarked
package org.keepuntil.dispose.bag;

import org.jspecify.annotations.NullMarked;
