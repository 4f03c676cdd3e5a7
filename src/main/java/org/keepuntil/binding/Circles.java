package org.keepuntil.binding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.keepuntil.catalog.Table;

/**
 * Tables in an order in which each comes after all that follow from it, those that follow from each other together: the strongly
 * connected components of a graph, as Tarjan finds them ("Depth-first search and linear graph algorithms", 1972), in one pass.
 */
final class Circles {
    private final Set<Table> tables;
    private final Function<Table, List<Table>> next;
    private final Map<Table, Integer> numbers = new HashMap<>();
    private final Map<Table, Integer> lowest = new HashMap<>();
    private final Deque<Table> open = new ArrayDeque<>();
    private final List<List<Table>> found = new ArrayList<>();

    /**
     * A graph.
     *
     * @param next what follows from a table; what is not one of the tables is left out
     */
    Circles(Set<Table> tables, Function<Table, List<Table>> next) {
        this.tables = tables;
        this.next = next;
    }

    List<List<Table>> all() {
        for (Table table : tables) {
            if (!numbers.containsKey(table)) {
                visit(table);
            }
        }
        return found;
    }

    private int visit(Table table) {
        int number = numbers.size();
        numbers.put(table, number);
        lowest.put(table, number);
        open.push(table);
        for (Table other : next.apply(table)) {
            if (tables.contains(other)) {
                Integer known = numbers.get(other);
                if (known == null) {
                    lowest.merge(table, visit(other), Math::min);
                } else if (open.contains(other)) {
                    lowest.merge(table, known, Math::min);
                }
            }
        }
        int low = lowest.get(table);
        if (low == number) {
            List<Table> circle = new ArrayList<>();
            Table last;
            do {
                last = open.pop();
                circle.add(last);
            } while (!last.equals(table));
            found.add(circle);
        }
        return low;
    }
}
