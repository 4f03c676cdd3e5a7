package org.keepuntil.audit.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.MalformedEntryException;
import org.keepuntil.audit.tlog.Hash;
import org.keepuntil.audit.tlog.Tile;
import org.keepuntil.audit.tlog.TreeBuilder;

/**
 * Computes a log again from its entries, and compares tiles, roots and signatures with what is kept. It takes every entry once, in order; what
 * it keeps does not grow with the log.
 */
final class LogCheck {
    private final String origin;
    private final KeptTiles kept;
    private final KeyRing keys;
    private final List<Claim> claims;
    private final Findings findings;

    private final TreeBuilder tree = new TreeBuilder(this::full);
    private final List<Hash> leaves = new ArrayList<>();
    private final List<Tile> wrongTiles = new ArrayList<>();

    private OptionalLong firstOther = OptionalLong.empty();
    private final long newest;
    private int nextClaim;
    private long agreed;
    private boolean entriesWrong;

    LogCheck(String origin, KeptTiles kept, KeyRing keys, List<Claim> claims, Findings findings) {
        this.origin = origin;
        this.kept = kept;
        this.keys = keys;
        this.claims = claims.stream()
                .sorted(Comparator.comparingLong(claim -> claim.checkpoint().size()))
                .toList();
        this.newest = claims.stream()
                .filter(Claim::ours)
                .mapToLong(claim -> claim.checkpoint().size())
                .max()
                .orElse(0);
        this.findings = findings;
    }

    /** Takes the next entry; gives it back as it reads, if it does. */
    Optional<Entry> take(byte[] bytes) {
        long index = tree.size();
        Hash leaf = Hash.leaf(bytes);
        leaves.add(leaf);
        tree.add(leaf);
        if (leaves.size() == Tile.FULL) {
            compareLeaves();
        }
        Optional<Entry> entry = decoded(index, bytes);
        entry.filter(KeyAdded.class::isInstance).ifPresent(added -> keys.add(index, (KeyAdded) added));
        compareClaims();
        return entry;
    }

    /** All entries were taken. */
    void end() {
        compareLeaves();
        compareEdge();
        compareClaims();
        for (; nextClaim < claims.size(); nextClaim++) {
            Claim claim = claims.get(nextClaim);
            findings.add(
                    claim.where(),
                    "is of a log of " + claim.checkpoint().size() + " entries, and there are " + tree.size()
                            + ": entries were taken away at the end");
            entriesWrong = true;
        }
        if (entriesWrong) {
            return;
        }
        for (Tile tile : wrongTiles) {
            findings.add(tile.path(), "does not have the hashes that the entries give");
        }
    }

    long size() {
        return tree.size();
    }

    private Optional<Entry> decoded(long index, byte[] bytes) {
        try {
            return Optional.of(Entry.decode(bytes));
        } catch (MalformedEntryException e) {
            findings.add("entry " + index, "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A tile above the leaves that became full; those of leaves are compared hash by hash. */
    private void full(Tile tile, byte[] hashes) {
        if (tile.level() > 0) {
            compare(tile, hashes);
        }
    }

    private void compare(Tile tile, byte[] hashes) {
        Optional<byte[]> there = kept(tile);
        if (there.isPresent() && !Arrays.equals(there.get(), hashes)) {
            wrongTiles.add(tile);
        }
    }

    private Optional<byte[]> kept(Tile tile) {
        Optional<byte[]> there = kept.read(tile);
        if (there.isEmpty() && kept.expects(tile)) {
            findings.add(tile.path(), "is missing");
        }
        return there;
    }

    private void compareLeaves() {
        if (leaves.isEmpty()) {
            return;
        }
        long first = tree.size() - leaves.size();
        Tile tile = new Tile(0, first / Tile.FULL, leaves.size());
        Optional<byte[]> there = kept(tile);
        if (there.isPresent() && !isOfTheLeaves(there.get(), tile.width(), first)) {
            wrongTiles.add(tile);
        }
        leaves.clear();
    }

    /** The tiles above the leaves that are not full, where they are kept. */
    private void compareEdge() {
        for (int level = 1; level < tree.levels(); level++) {
            byte[] hashes = tree.edge(level);
            if (hashes.length > 0) {
                Tile tile = new Tile(
                        level, (tree.size() >>> (Tile.HEIGHT * level)) / Tile.FULL, hashes.length / Hash.BYTES);
                compare(tile, hashes);
            }
        }
    }

    /** Whether a tile of leaves has the hashes of those that were read last; remembers the first that it has not. */
    private boolean isOfTheLeaves(byte[] there, int width, long first) {
        if (there.length != width * Hash.BYTES) {
            return false;
        }
        for (int place = 0; place < leaves.size(); place++) {
            if (!Tile.hash(there, place).equals(leaves.get(place))) {
                firstOther = firstOther.isPresent() ? firstOther : OptionalLong.of(first + place);
                return false;
            }
        }
        return true;
    }

    private void compareClaims() {
        while (nextClaim < claims.size() && claims.get(nextClaim).checkpoint().size() == tree.size()) {
            Claim claim = claims.get(nextClaim);
            nextClaim++;
            if (!claim.checkpoint().origin().equals(origin)) {
                findings.add(
                        claim.where(), "is of the log " + claim.checkpoint().origin() + ", and this is " + origin);
                continue;
            }
            Optional<String> unsigned =
                    keys.wrong(claim.note(), tree.size(), claim.ours(), claim.ours() && tree.size() == newest);
            if (claim.checkpoint().root().equals(tree.root())) {
                agreed = tree.size();
            } else if (!entriesWrong && (unsigned.isEmpty() || namesAnEntry())) {
                // where the entry that is wrong names the key, the note seems not to be signed, either
                entriesWrong = true;
                findings.add(where(claim), "what was signed as " + claim.where() + " had another entry");
            }
            unsigned.ifPresent(what -> findings.add(claim.where(), what));
        }
    }

    /** The first entry that is not what was signed, as exactly as can be said. */
    private String where(Claim claim) {
        if (namesAnEntry()) {
            return "entry " + firstOther.getAsLong();
        }
        long last = claim.checkpoint().size() - 1;
        return agreed == last ? "entry " + last : "one of the entries " + agreed + " to " + last;
    }

    private boolean namesAnEntry() {
        compareLeavesSoFar();
        return firstOther.isPresent() && firstOther.getAsLong() >= agreed;
    }

    /** Looks for the first entry in a tile that is not complete yet. */
    private void compareLeavesSoFar() {
        long first = tree.size() - leaves.size();
        long index = first / Tile.FULL;
        for (int width = Tile.FULL; width >= leaves.size() && width > 0 && firstOther.isEmpty(); width--) {
            Optional<byte[]> there = kept.read(new Tile(0, index, width));
            if (there.isPresent()) {
                isOfTheLeaves(there.get(), width, first);
                return;
            }
        }
    }
}
