package org.keepuntil.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A tree that is made of its leaves each time, in the words of RFC 6962 section 2.1: slow, and easily seen to be right. */
final class Leaves {
    private final List<byte[]> entries;

    Leaves(List<byte[]> entries) {
        this.entries = entries;
    }

    static Leaves numbered(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
        }
        return new Leaves(entries);
    }

    Hash leaf(int index) {
        return Hash.leaf(entries.get(index));
    }

    Hash root(int size) {
        return size == 0 ? Hash.EMPTY : hash(0, size);
    }

    private Hash hash(int first, int end) {
        if (end - first == 1) {
            return leaf(first);
        }
        int half = 1;
        while (half * 2 < end - first) {
            half *= 2;
        }
        return Hash.node(hash(first, first + half), hash(first + half, end));
    }

    Nodes nodes() {
        return (level, index) -> hash((int) (index << level), (int) ((index + 1) << level));
    }

    /** The tree of a size as a builder leaves it: its full tiles, and the builder with its edge. */
    Built build(int size) {
        Map<String, byte[]> tiles = new HashMap<>();
        TreeBuilder builder = new TreeBuilder((tile, hashes) -> tiles.put(tile.path(), hashes));
        for (int i = 0; i < size; i++) {
            builder.add(leaf(i));
        }
        return new Built(builder, tiles);
    }

    record Built(TreeBuilder builder, Map<String, byte[]> full) implements Tiles {
        @Override
        public byte[] read(Tile tile) {
            return tile.isFull() ? Objects.requireNonNull(full.get(tile.path())) : builder.edge(tile.level());
        }

        Tree tree() {
            return new Tree(new TiledNodes(builder.size(), this));
        }
    }
}
