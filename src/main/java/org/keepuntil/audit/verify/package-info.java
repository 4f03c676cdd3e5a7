/** Whether the log is what it was, and whether the rest of what Keepuntil keeps agrees with it. Nothing that is stored is trusted. */
@NullMarked
package org.keepuntil.audit.verify;

import org.jspecify.annotations.NullMarked;
