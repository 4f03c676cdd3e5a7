package org.keepuntil.audit.tlog;

import java.util.Iterator;
import java.util.List;

/** Whether a proof proves what it should, by the algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2, which need the hashes alone. */
public final class Proofs {
    private Proofs() {}

    /** Whether the leaf stands at the index in the tree of that size and root. */
    public static boolean includes(Hash root, long size, long index, Hash leaf, List<Hash> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        long place = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash next : proof) {
            if (last == 0) {
                return false;
            }
            if (isOdd(place) || place == last) {
                hash = Hash.node(next, hash);
                while (!isOdd(place) && place != 0) {
                    place >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = Hash.node(hash, next);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the tree of the later size and root begins with that of the earlier ones. Every tree begins with the empty one. */
    public static boolean isConsistent(Hash earlierRoot, long earlier, Hash laterRoot, long later, List<Hash> proof) {
        if (earlier < 0 || earlier > later) {
            return false;
        }
        if (earlier == 0) {
            return proof.isEmpty() && earlierRoot.equals(Hash.EMPTY);
        }
        if (earlier == later) {
            return proof.isEmpty() && earlierRoot.equals(laterRoot);
        }
        return !proof.isEmpty() && new Climb(earlier, later, earlierRoot, proof).reaches(earlierRoot, laterRoot);
    }

    private static boolean isOdd(long number) {
        return (number & 1) == 1;
    }

    /** Both roots, computed from one proof. */
    private static final class Climb {
        private final Iterator<Hash> rest;
        private long place;
        private long last;
        private Hash earlier;
        private Hash later;

        Climb(long earlierSize, long laterSize, Hash earlierRoot, List<Hash> proof) {
            rest = proof.iterator();
            place = earlierSize - 1;
            last = laterSize - 1;
            // a complete subtree is its own beginning, and the proof leaves it out
            earlier = Long.bitCount(earlierSize) == 1 ? earlierRoot : rest.next();
            later = earlier;
            while (isOdd(place)) {
                up();
            }
        }

        boolean reaches(Hash earlierRoot, Hash laterRoot) {
            while (rest.hasNext()) {
                if (last == 0) {
                    return false;
                }
                take(rest.next());
                up();
            }
            return last == 0 && earlier.equals(earlierRoot) && later.equals(laterRoot);
        }

        private void take(Hash next) {
            if (isOdd(place) || place == last) {
                earlier = Hash.node(next, earlier);
                later = Hash.node(next, later);
                while (!isOdd(place) && place != 0) {
                    up();
                }
            } else {
                later = Hash.node(later, next);
            }
        }

        private void up() {
            place >>>= 1;
            last >>>= 1;
        }
    }
}
