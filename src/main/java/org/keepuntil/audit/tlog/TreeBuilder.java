package org.keepuntil.audit.tlog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A tree that grows leaf by leaf. It keeps only its right edge: a tile that is not full on each level. */
public final class TreeBuilder {
    private final TileSink sink;
    private final List<byte[]> edge = new ArrayList<>();
    private long size;

    /** A tree without leaves. */
    public TreeBuilder(TileSink sink) {
        this.sink = sink;
    }

    /** Takes tiles as they become full: of a level from the left, and the tiles that a tile stands for before it. */
    @FunctionalInterface
    public interface TileSink {
        void full(Tile tile, byte[] hashes);
    }

    /** One that goes on where the tree of that size ended: its tiles that are not full are read. */
    public static TreeBuilder from(long size, Tiles tiles, TileSink sink) {
        TreeBuilder builder = new TreeBuilder(sink);
        builder.size = size;
        for (int level = 0; size >>> (Tile.HEIGHT * level) > 0; level++) {
            long index = size >>> (Tile.HEIGHT * (level + 1));
            int width = Tile.widthIn(size, level, index);
            byte[] hashes = width == 0 ? new byte[0] : tiles.read(new Tile(level, index, width));
            builder.edge.add(Arrays.copyOf(hashes, Tile.FULL * Hash.BYTES));
        }
        return builder;
    }

    public void add(Hash leaf) {
        add(0, leaf);
        size++;
    }

    private void add(int level, Hash hash) {
        if (level == edge.size()) {
            edge.add(new byte[Tile.FULL * Hash.BYTES]);
        }
        byte[] hashes = edge.get(level);
        long number = size >>> (Tile.HEIGHT * level);
        int place = (int) (number % Tile.FULL);
        hash.copyTo(hashes, place);
        if (place == Tile.FULL - 1) {
            sink.full(new Tile(level, number / Tile.FULL, Tile.FULL), hashes.clone());
            add(level + 1, Tile.root(hashes));
        }
    }

    /** How many leaves it has. */
    public long size() {
        return size;
    }

    /** The tile at the right edge of a level with its hashes; empty where the level ends with a full one. */
    public byte[] edge(int level) {
        int width = (int) ((size >>> (Tile.HEIGHT * level)) % Tile.FULL);
        return level < edge.size() ? Arrays.copyOf(edge.get(level), width * Hash.BYTES) : new byte[0];
    }

    /** How many levels of tiles it has. */
    public int levels() {
        return edge.size();
    }

    /** The root as it is now. */
    public Hash root() {
        Deque<Hash> complete = new ArrayDeque<>();
        for (int level = edge.size() - 1; level >= 0; level--) {
            byte[] hashes = edge(level);
            int width = hashes.length / Hash.BYTES;
            int first = 0;
            for (int count = Tile.FULL / 2; count > 0; count /= 2) {
                if ((width & count) != 0) {
                    complete.push(Tile.root(hashes, first, count));
                    first += count;
                }
            }
        }
        if (complete.isEmpty()) {
            return Hash.EMPTY;
        }
        Hash root = complete.pop();
        while (!complete.isEmpty()) {
            root = Hash.node(complete.pop(), root);
        }
        return root;
    }
}
