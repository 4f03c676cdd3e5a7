package org.keepuntil.report;

import java.util.List;

/**
 * The smallest group of anonymised records of a class that are alike, before and after a run took columns away from those that were too
 * few.
 *
 * @param k the smallest group that the binding allows
 * @param columns by which they are alike
 * @param records all anonymised records of the class
 * @param suppressed records that lost the columns in this run
 */
public record AnonymityTest(
        int k, List<String> columns, long records, long smallestBefore, long smallestAfter, long suppressed) {
    public AnonymityTest {
        columns = List.copyOf(columns);
    }

    /** Whether no group is too small. */
    public boolean holds() {
        return records == 0 || smallestAfter >= k;
    }
}
