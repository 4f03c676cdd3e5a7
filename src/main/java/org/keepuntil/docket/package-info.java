/** What stands between eligible and due: marks today; notices, reviews and pinned dates have their place here. */
@NullMarked
package org.keepuntil.docket;

import org.jspecify.annotations.NullMarked;
