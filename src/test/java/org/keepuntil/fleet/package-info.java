@NullMarked
package org.keepuntil.fleet;

import org.jspecify.annotations.NullMarked;
