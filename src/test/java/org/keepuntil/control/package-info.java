/** Tests of the control schema, and a database with it installed for the tests of the packages that build on it. */
@NullMarked
package org.keepuntil.control;

import org.jspecify.annotations.NullMarked;
