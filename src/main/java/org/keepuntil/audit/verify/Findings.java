package org.keepuntil.audit.verify;

import java.util.ArrayList;
import java.util.List;

/** What was found, in the order in which it was found. A log that was rewritten has as many as it has entries, so only the first are kept. */
final class Findings {
    private static final int KEPT = 1000;

    private final List<Finding> found = new ArrayList<>();

    void add(String where, String what) {
        if (found.size() < KEPT) {
            found.add(new Finding(where, what));
        }
    }

    void addAll(List<Finding> more) {
        more.forEach(each -> add(each.where(), each.what()));
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
