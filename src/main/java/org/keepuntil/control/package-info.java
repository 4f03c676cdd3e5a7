/**
 * The control schema: what Keepuntil keeps in the database that it serves, who may do what there, its installation and its
 * version, and the runs.
 *
 * <p>The tables, functions and grants are in the migrations beside this package's resources; only {@link
 * org.keepuntil.control.Installer} applies them.
 */
@NullMarked
package org.keepuntil.control;

import org.jspecify.annotations.NullMarked;
