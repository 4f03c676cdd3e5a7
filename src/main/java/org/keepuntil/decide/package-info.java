/**
 * The pure decider: from the facts of one record, its rules and an as-of date to a decision with its derivation. It is the second of
 * the two evaluators; the other is the SQL that is compiled from the same rules.
 */
@NullMarked
package org.keepuntil.decide;

import org.jspecify.annotations.NullMarked;
