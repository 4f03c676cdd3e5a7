/** Many databases, many machines: who works on which database tonight. Each of them keeps its own schema, roles, approvals and log. */
@NullMarked
package org.keepuntil.fleet;

import org.jspecify.annotations.NullMarked;
