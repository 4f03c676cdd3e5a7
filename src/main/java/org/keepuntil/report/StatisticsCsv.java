package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What was counted before records went, a line for each value of each combination. Its columns:
 *
 * <ul>
 *   <li>{@code class}, {@code rule}: whose records they were
 *   <li>{@code by}: what they were counted by, and the values, as {@code service=early; year of referral=2015}
 *   <li>{@code records}: how many; {@code hidden} where the number is small, or would tell one that is
 * </ul>
 */
final class StatisticsCsv {
    static final String NAME = "statistics.csv";

    private StatisticsCsv() {}

    static WrittenFile write(Path directory, RunReport report) throws IOException {
        return Csv.write(
                directory.resolve(NAME),
                csv -> report.classes()
                        .forEach(c -> c.statistics()
                                .forEach(s -> s.cells()
                                        .forEach(cell -> csv.row(
                                                c.name(),
                                                s.rule(),
                                                by(s, cell),
                                                cell.hidden() ? Statistic.HIDDEN : Long.toString(cell.records()))))),
                "class",
                "rule",
                "by",
                "records");
    }

    private static String by(Statistic statistic, Statistic.Cell cell) {
        StringBuilder by = new StringBuilder();
        for (int i = 0; i < statistic.names().size(); i++) {
            by.append(i == 0 ? "" : "; ")
                    .append(statistic.names().get(i))
                    .append('=')
                    .append(cell.values().get(i));
        }
        return by.toString();
    }
}
