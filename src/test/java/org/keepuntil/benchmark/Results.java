package org.keepuntil.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was measured, by contender and round. */
final class Results {
    /**
     * One contender in one round.
     *
     * @param wal bytes of write-ahead log of the whole
     * @param server kilobytes of the server's processes at most, without shared buffers
     * @param felt what an application met with that worked beside it
     */
    record Measured(Contender.Took took, long wal, long server, Client.@Nullable Felt felt) {
        double work() {
            return took.work();
        }

        double whole() {
            return took.whole();
        }
    }

    /** The middle of some figures, the least and the most. */
    record Spread(double median, double least, double most) {
        static Spread of(List<Double> figures) {
            List<Double> sorted = figures.stream().sorted().toList();
            int n = sorted.size();
            double median = n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
            return new Spread(median, sorted.get(0), sorted.get(n - 1));
        }
    }

    private final Suite suite;
    private final Map<String, String> titles = new LinkedHashMap<>();
    private final Map<String, List<Measured>> measured = new LinkedHashMap<>();

    Results(Suite suite, List<Contender> contenders) {
        this.suite = suite;
        contenders.forEach(c -> {
            titles.put(c.name(), c.title());
            measured.put(c.name(), new ArrayList<>());
        });
    }

    void add(Contender contender, Measured one) {
        of(contender.name()).add(one);
    }

    Suite suite() {
        return suite;
    }

    List<String> names() {
        return List.copyOf(titles.keySet());
    }

    String title(String name) {
        return titles.getOrDefault(name, name);
    }

    boolean has(String name) {
        return measured.containsKey(name) && !of(name).isEmpty();
    }

    List<Measured> of(String name) {
        return measured.getOrDefault(name, List.of());
    }

    Spread spread(String name, ToDoubleFunction<Measured> figure) {
        return Spread.of(of(name).stream().map(figure::applyAsDouble).toList());
    }

    /** One contender's time as a multiple of another's in the same round: what else the machine did in a round, it did to both. */
    Spread ratio(String name, String to, ToDoubleFunction<Measured> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(of(name).size(), of(to).size()); round++) {
            ratios.add(figure.applyAsDouble(of(name).get(round)) / figure.applyAsDouble(of(to).get(round)));
        }
        return Spread.of(ratios);
    }
}
