/** Tests of the audit log. */
@NullMarked
package org.keepuntil.audit;

import org.jspecify.annotations.NullMarked;
