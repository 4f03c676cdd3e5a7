package org.keepuntil.audit.tlog;

/** Where the nodes of a tree are found. */
@FunctionalInterface
public interface Nodes {
    /**
     * The root of a complete subtree.
     *
     * @param level how many generations it has: it stands over 2^level leaves
     * @param index which of them, from the left: its first leaf is index × 2^level
     */
    Hash node(int level, long index);
}
