/** What the log has of one record, with the proofs that it has it. */
@NullMarked
package org.keepuntil.audit.prove;

import org.jspecify.annotations.NullMarked;
