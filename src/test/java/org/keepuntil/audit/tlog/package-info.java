/** Tests of the audit log. */
@NullMarked
package org.keepuntil.audit.tlog;

import org.jspecify.annotations.NullMarked;
