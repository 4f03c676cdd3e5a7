/**
 * What is to become of the records as of a day. The dry run is the plan: the same questions in the same SQL, frozen for a run or only
 * shown.
 */
@NullMarked
package org.keepuntil.plan;

import org.jspecify.annotations.NullMarked;
