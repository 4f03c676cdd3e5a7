/** Holds: what keeps a record, or every record of a class, whatever its rule says; placing, releasing and listing them. Requests of people. */
@NullMarked
package org.keepuntil.hold;

import org.jspecify.annotations.NullMarked;
