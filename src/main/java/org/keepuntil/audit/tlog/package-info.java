/**
 * A log as others know it: the Merkle tree of RFC 6962, tiles after <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>, checkpoints
 * after <a href="https://c2sp.org/tlog-checkpoint">tlog-checkpoint</a> in notes after <a href="https://c2sp.org/signed-note">signed-note</a>.
 *
 * <p>It knows nothing of what the entries say, and needs Java alone.
 */
@NullMarked
package org.keepuntil.audit.tlog;

import org.jspecify.annotations.NullMarked;
