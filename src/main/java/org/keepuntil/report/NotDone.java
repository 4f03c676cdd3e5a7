package org.keepuntil.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What was planned and not done, by outcome, and the holds that stand. */
record NotDone(boolean any, List<Group> groups, boolean anyHolds, List<HoldLine> holds) {
    /**
     * The records with one outcome.
     *
     * @param more how many are not shown, in words; empty where all are
     */
    record Group(
            String id,
            String word,
            String meaning,
            String records,
            boolean anyReasons,
            List<ReasonLine> reasons,
            boolean anyLines,
            List<Line> lines,
            List<String> more) {}

    record ReasonLine(String title, String reason, String records) {}

    record Line(String record, String title, String reason) {}

    record HoldLine(String kind, String count, List<String> references) {}

    static NotDone of(Evidence evidence) {
        List<Group> groups = Stream.of(Outcome.values())
                .filter(outcome -> outcome != Outcome.DONE)
                .filter(outcome -> evidence.report().count(outcome) != 0
                        || !evidence.tally().shownExceptions(outcome).isEmpty())
                .map(outcome -> group(outcome, evidence))
                .toList();
        List<HoldLine> holds =
                evidence.report().holds().stream().map(NotDone::hold).toList();
        return new NotDone(!groups.isEmpty(), groups, !holds.isEmpty(), holds);
    }

    private static Group group(Outcome outcome, Evidence evidence) {
        long count = evidence.report().count(outcome);
        List<Line> lines = evidence.tally().shownExceptions(outcome).stream()
                .map(row -> new Line(row.record(), evidence.report().title(row.recordClass()), row.reason()))
                .toList();
        List<ReasonLine> reasons = evidence.report().classes().stream()
                .flatMap(c -> evidence.tally().reasons(c.name(), outcome).entrySet().stream()
                        .filter(reason -> !reason.getKey().isEmpty())
                        .map(reason -> new ReasonLine(c.title(), reason.getKey(), Words.number(reason.getValue()))))
                .toList();
        List<String> more = lines.size() >= count
                ? List.of()
                : List.of("The first %s of %s are shown. All are in %s."
                        .formatted(Words.number(lines.size()), Words.number(count), ExceptionsCsv.NAME));
        return new Group(
                "outcome-" + outcome.name().toLowerCase(Locale.ROOT),
                Words.capitalised(outcome.word()),
                outcome.meaning(),
                Words.records(count),
                !reasons.isEmpty(),
                reasons,
                !lines.isEmpty(),
                lines,
                more);
    }

    private static HoldLine hold(HoldsInForce holds) {
        List<String> references = holds.references().stream()
                .map(hold -> hold.reference()
                        + hold.reviewBy()
                                .map(day -> ", review by " + Words.day(day))
                                .orElse(", no date for review"))
                .toList();
        return new HoldLine(holds.kind(), Words.number(holds.count()), references);
    }
}
