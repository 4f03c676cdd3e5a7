package org.keepuntil.report;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.keepuntil.approval.Approval;
import org.keepuntil.approval.InForce.Covered;

/**
 * Who approved, as the page shows it.
 *
 * @param uncovered rules by which records went and which no approval on record covers
 */
record Permits(String says, List<Permit> permits, List<String> uncovered) {
    record Permit(String title, List<Page.Fact> facts) {}

    static Permits of(Evidence evidence) {
        RunReport report = evidence.report();
        List<Permit> permits = report.basis().approvals().stream()
                .map(a -> permit(a, report, "this run"))
                .toList();
        return new Permits(says(evidence), permits, uncovered(evidence));
    }

    private static String says(Evidence evidence) {
        List<Approval> approvals = evidence.report().basis().approvals();
        boolean needed = evidence.report().classes().stream()
                .flatMap(c -> c.rules().stream())
                .anyMatch(RuleReport::needsApproval);
        if (approvals.isEmpty()) {
            return needed
                    ? "No approval is on record for what was due in this run."
                    : "Nothing was due that needs an approval.";
        }
        return uncovered(evidence).isEmpty()
                ? "An approver allows what is destroyed, redacted or anonymised, either by approving the plan of one run or by a standing"
                        + " approval for named rules. All that went in this run is covered by what is listed here. The database refuses an"
                        + " approval by the account that made the plan."
                : "What is listed here does not cover all that went in this run.";
    }

    /** @param which what the run is called of whose plan it is */
    static Permit permit(Approval approval, RunReport report, String which) {
        ZoneId zone = report.schedule().zone();
        List<Page.Fact> facts = new ArrayList<>();
        facts.add(new Page.Fact("By", approval.by()));
        facts.add(new Page.Fact("On", Words.time(approval.at(), zone)));
        facts.add(new Page.Fact("Covers", covers(approval, report)));
        facts.add(new Page.Fact(
                "Reason", approval.reason().map(r -> "“" + r + "”").orElse("none was given")));
        if (approval.kind() != Approval.Kind.REJECTION) {
            facts.add(new Page.Fact("Lasts until", Words.time(approval.expires(), zone)));
        }
        approval.withdrawal()
                .ifPresent(taken -> facts.add(new Page.Fact(
                        "Taken back",
                        Words.time(taken.at(), zone) + ", by " + taken.by() + ": “" + taken.reason() + "”")));
        return new Permit(title(approval, which), facts);
    }

    private static String title(Approval approval, String which) {
        return switch (approval.kind()) {
            case PLAN -> "Approval " + approval.id() + ": the plan of " + which;
            case STANDING -> "Approval " + approval.id() + ": a standing one";
            case REJECTION -> "The plan of " + which + " was rejected";
        };
    }

    private static String covers(Approval approval, RunReport report) {
        if (approval.kind() != Approval.Kind.STANDING) {
            return "plan " + approval.digests().plan() + ", and no other";
        }
        return approval.rules().stream()
                .map(covered -> report.title(covered.recordClass()) + ": rule " + covered.rule())
                .sorted()
                .collect(Collectors.joining("; "));
    }

    static List<String> uncovered(Evidence evidence) {
        List<Approval> approvals = evidence.report().basis().approvals();
        List<String> uncovered = new ArrayList<>();
        if (approvals.stream().anyMatch(a -> a.kind() == Approval.Kind.PLAN)) {
            return uncovered;
        }
        for (ClassReport c : evidence.report().classes()) {
            for (RuleReport rule : c.rules()) {
                Covered covered = new Covered(c.name(), rule.id());
                if (rule.needsApproval()
                        && evidence.tally().done(c.name(), rule) > 0
                        && approvals.stream().noneMatch(a -> a.rules().contains(covered))) {
                    uncovered.add("%s: rule %s".formatted(c.title(), rule.title()));
                }
            }
        }
        return uncovered;
    }
}
