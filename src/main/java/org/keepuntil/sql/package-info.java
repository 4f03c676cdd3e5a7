/**
 * Rules and a layout become SQL with bound values: the first of the two evaluators. The SQL compares bare columns with bounds that Java
 * computed; it never computes the date of a rule.
 */
@NullMarked
package org.keepuntil.sql;

import org.jspecify.annotations.NullMarked;
