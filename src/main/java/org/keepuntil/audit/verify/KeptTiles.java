package org.keepuntil.audit.verify;

import java.util.Optional;
import org.keepuntil.audit.tlog.Tile;

/** The tiles that are kept somewhere, to be compared with those that the entries give. */
interface KeptTiles {
    /** The hashes of a tile as they are kept; empty where it is not there. */
    Optional<byte[]> read(Tile tile);

    /** Whether it should be there. */
    boolean expects(Tile tile);
}
