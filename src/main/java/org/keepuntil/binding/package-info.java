/** Where each class of record lives: the binding file as typed values, and the same held against a live catalog. */
@NullMarked
package org.keepuntil.binding;

import org.jspecify.annotations.NullMarked;
