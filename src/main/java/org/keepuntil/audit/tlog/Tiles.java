package org.keepuntil.audit.tlog;

/** Where the tiles of a tree are kept. */
@FunctionalInterface
public interface Tiles {
    /** The hashes of a tile one after the other: as many as its width says. */
    byte[] read(Tile tile);
}
