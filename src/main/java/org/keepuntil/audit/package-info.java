/**
 * The audit log: its entries and their canonical encoding, the bundles that they are kept in, the keyed tokens that name records
 * without naming them, and the log in the database.
 *
 * <p>All but the log's adapter is plain Java, so that a log can be read where there is neither a database nor a framework.
 */
@NullMarked
package org.keepuntil.audit;

import org.jspecify.annotations.NullMarked;
