/**
 * The report of one run: its model, the checks that its counts add up, and the files that are made from it. Every number is handed
 * in or counted from rows that are handed in; nothing is claimed that was not measured.
 */
@NullMarked
package org.keepuntil.report;

import org.jspecify.annotations.NullMarked;
