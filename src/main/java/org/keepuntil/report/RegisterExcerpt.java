package org.keepuntil.report;

import java.util.List;
import java.util.stream.Collectors;

/** The first rows of the register. */
record RegisterExcerpt(boolean any, String says, List<Line> lines) {
    private static final String NO_BREAK = "\u00a0";

    record Line(String index, String record, String recordClass, String deed, String rule, String date, String with) {}

    static RegisterExcerpt of(Evidence evidence) {
        List<Line> lines = evidence.tally().shownRows().stream()
                .map(row -> line(evidence.report(), row))
                .toList();
        long rows = evidence.list(RegisterCsv.NAME).rows();
        String says = lines.size() < rows
                ? "The first %s of %s records. The file %s lists them all."
                        .formatted(Words.number(lines.size()), Words.number(rows), RegisterCsv.NAME)
                : "All %s. The file %s lists them too.".formatted(Words.records(rows), RegisterCsv.NAME);
        return new RegisterExcerpt(!lines.isEmpty(), says, lines);
    }

    private static Line line(RunReport report, RegisterRow row) {
        String with = row.components().stream()
                .filter(c -> c.removed() != 0 || c.unlinked() != 0)
                .map(RegisterExcerpt::component)
                .collect(Collectors.joining(", "));
        return new Line(
                Words.number(row.logIndex()),
                row.record(),
                row.recordClass(),
                Words.capitalised(Deeds.done(row.action())),
                row.rule(),
                report.tellsBirth(row.recordClass(), row.rule()) ? Words.month(row.date()) : Words.day(row.date()),
                with.isEmpty() ? "nothing" : with);
    }

    private static String component(ComponentCount count) {
        String removed = count.removed() == 0 ? "" : Words.number(count.removed()) + NO_BREAK + count.table();
        String unlinked =
                count.unlinked() == 0 ? "" : Words.count(count.unlinked(), "link in ", "links in ") + count.table();
        return removed.isEmpty() || unlinked.isEmpty() ? removed + unlinked : removed + " and " + unlinked;
    }
}
