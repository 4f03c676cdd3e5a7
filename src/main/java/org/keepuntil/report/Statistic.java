package org.keepuntil.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many records a rule let go, by the values that it names, with small numbers hidden: made from the numbers, it no longer has those that
 * may tell who somebody was.
 */
public record Statistic(String rule, List<String> names, List<Cell> cells) {
    /** A number of records below this is hidden. */
    public static final int THRESHOLD = 5;

    /** What stands for a number that is hidden. */
    public static final String HIDDEN = "hidden";

    public Statistic {
        names = List.copyOf(names);
        cells = List.copyOf(cells);
    }

    /**
     * Values, and how many records had them.
     *
     * @param records 0 where the number is hidden
     */
    public record Cell(List<String> values, long records) {
        public Cell {
            values = List.copyOf(values);
        }

        public boolean hidden() {
            return records == 0;
        }

        public String shown() {
            return hidden() ? HIDDEN : Words.number(records);
        }
    }

    /**
     * Hides what is small. The number of all records of the rule is known elsewhere, so where it would tell a hidden number the next smallest
     * is hidden too.
     */
    public static Statistic of(String rule, List<String> names, Map<List<String>, Long> counts) {
        Set<List<String>> hidden = new LinkedHashSet<>();
        long together = 0;
        List<Map.Entry<List<String>, Long>> smallestFirst = new ArrayList<>(counts.entrySet());
        smallestFirst.sort(Map.Entry.<List<String>, Long>comparingByValue()
                .thenComparing(e -> e.getKey().toString()));
        for (Map.Entry<List<String>, Long> cell : smallestFirst) {
            boolean tells = !hidden.isEmpty() && (hidden.size() < 2 || together < THRESHOLD);
            if (cell.getValue() < THRESHOLD || tells) {
                hidden.add(cell.getKey());
                together += cell.getValue();
            }
        }
        List<Cell> cells = counts.entrySet().stream()
                .map(e -> new Cell(e.getKey(), hidden.contains(e.getKey()) ? 0 : e.getValue()))
                .sorted(Comparator.comparing(c -> c.values().toString()))
                .toList();
        return new Statistic(rule, names, cells);
    }
}
