/** What the database is: its tables, columns, keys and the privileges of the account that looks, read from the system catalogs. */
@NullMarked
package org.keepuntil.catalog;

import org.jspecify.annotations.NullMarked;
