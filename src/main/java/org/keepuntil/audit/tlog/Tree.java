package org.keepuntil.audit.tlog;

import java.util.ArrayList;
import java.util.List;

/** The Merkle tree of RFC 6962 section 2.1 over nodes that are kept somewhere: its root and its proofs at any size that it has had. */
public final class Tree {
    private final Nodes nodes;

    public Tree(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The root of the first so many leaves. */
    public Hash root(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree of " + size + " leaves");
        }
        return size == 0 ? Hash.EMPTY : hash(0, size);
    }

    /**
     * The proof that a leaf is in the tree of a size: the audit path of section 2.1.1, from the leaf to the root.
     *
     * @throws IllegalArgumentException if it is not
     */
    public List<Hash> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<Hash> path = new ArrayList<>();
        path(index, 0, size, path);
        return path;
    }

    /**
     * The proof that the tree of the earlier size is the beginning of the tree of the later one: section 2.1.2.
     *
     * @throws IllegalArgumentException if the earlier is empty, or the larger
     */
    public List<Hash> consistency(long earlier, long later) {
        if (earlier < 1 || earlier > later) {
            throw new IllegalArgumentException("a tree of " + earlier + " is not the beginning of one of " + later);
        }
        List<Hash> proof = new ArrayList<>();
        subproof(earlier, 0, later, true, proof);
        return proof;
    }

    private void path(long index, long first, long end, List<Hash> path) {
        if (end - first == 1) {
            return;
        }
        long middle = first + split(end - first);
        if (index < middle) {
            path(index, first, middle, path);
            path.add(hash(middle, end));
        } else {
            path(index, middle, end, path);
            path.add(hash(first, middle));
        }
    }

    /** The letters of the RFC: SUBPROOF(earlier - first, D[first:end], whole). */
    private void subproof(long earlier, long first, long end, boolean whole, List<Hash> proof) {
        if (earlier == end) {
            if (!whole) {
                proof.add(hash(first, end));
            }
            return;
        }
        long middle = first + split(end - first);
        if (earlier <= middle) {
            subproof(earlier, first, middle, whole, proof);
            proof.add(hash(middle, end));
        } else {
            subproof(earlier, middle, end, false, proof);
            proof.add(hash(first, middle));
        }
    }

    /** The hash of the leaves from {@code first}, which is where a subtree begins, to {@code end}. */
    private Hash hash(long first, long end) {
        long leaves = end - first;
        if (Long.bitCount(leaves) == 1) {
            int level = Long.numberOfTrailingZeros(leaves);
            return nodes.node(level, first >>> level);
        }
        long middle = first + split(leaves);
        return Hash.node(hash(first, middle), hash(middle, end));
    }

    /** The largest power of two that is smaller. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
