/** Tests of the audit log. */
@NullMarked
package org.keepuntil.audit.verify;

import org.jspecify.annotations.NullMarked;
