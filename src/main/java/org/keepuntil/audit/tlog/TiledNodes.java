package org.keepuntil.audit.tlog;

import java.util.LinkedHashMap;
import java.util.Map;

/** The nodes of the tree of a size, from its tiles. It keeps the tiles that it read last, because a proof asks for neighbours. */
public final class TiledNodes implements Nodes {
    private static final int KEPT = 64;

    private final long size;
    private final Tiles tiles;
    private final Map<Tile, byte[]> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    public TiledNodes(long size, Tiles tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    @Override
    public Hash node(int level, long index) {
        int tileLevel = level / Tile.HEIGHT;
        int within = level % Tile.HEIGHT;
        long firstHash = index << within;
        long tileIndex = firstHash / Tile.FULL;
        Tile tile = new Tile(tileLevel, tileIndex, Tile.widthIn(size, tileLevel, tileIndex));
        int place = (int) (firstHash % Tile.FULL);
        return Tile.root(kept.computeIfAbsent(tile, this::read), place, 1 << within);
    }

    private byte[] read(Tile tile) {
        byte[] hashes = tiles.read(tile);
        if (hashes.length != tile.bytes()) {
            throw new MalformedLogException(tile.path() + " has " + hashes.length + " bytes, not " + tile.bytes());
        }
        return hashes;
    }
}
