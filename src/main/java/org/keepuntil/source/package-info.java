/** Text files with places: YAML read with line and column, and problems that are collected and shown with a caret. */
@NullMarked
package org.keepuntil.source;

import org.jspecify.annotations.NullMarked;
