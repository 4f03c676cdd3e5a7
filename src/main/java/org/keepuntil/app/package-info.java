/** The program: its entry point, how its parts are wired together, and the demonstration. */
@NullMarked
package org.keepuntil.app;

import org.jspecify.annotations.NullMarked;
