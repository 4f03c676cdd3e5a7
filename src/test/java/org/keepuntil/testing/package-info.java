/** What tests of several packages share: a PostgreSQL to test against, and databases on it that vanish afterwards. */
@NullMarked
package org.keepuntil.testing;

import org.jspecify.annotations.NullMarked;
