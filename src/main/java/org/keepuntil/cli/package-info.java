/**
 * The command line: one class a verb, and what all verbs share: exit codes, the one mapping from failures to them, options,
 * tables, progress, JSON and CSV.
 */
@NullMarked
package org.keepuntil.cli;

import org.jspecify.annotations.NullMarked;
