package org.keepuntil.report;

import java.util.ArrayList;
import java.util.List;

/** How we know, in sentences; what each rests on has a section of its own. */
record Proof(List<Page.Fact> grounds) {
    static Proof of(Evidence evidence) {
        List<Page.Fact> grounds = new ArrayList<>();
        grounds.add(new Page.Fact("The counts", counts(evidence)));
        grounds.add(new Page.Fact("The audit log", log(evidence.report().run())));
        grounds.add(new Page.Fact("The seal", seal(evidence.report())));
        grounds.add(new Page.Fact("The destruction", Levels.says(evidence) + " Section 9 has the levels."));
        return new Proof(grounds);
    }

    private static String counts(Evidence evidence) {
        int checks = evidence.checks().size();
        return evidence.addsUp()
                ? "The same things were counted in two ways, %s. All agree; section 11 lists them."
                        .formatted(Words.count(checks, "time", "times"))
                : "The same things were counted in two ways, %s. They do not all agree; section 11 lists them."
                        .formatted(Words.count(checks, "time", "times"));
    }

    private static String log(RunFacts run) {
        return run.log()
                .map(log -> ("This run wrote the entries %s to %s of the audit log. Each disposal was made in the same "
                                + "transaction that wrote its entry: the database keeps both or neither. The file %s "
                                + "gives the index of each entry.")
                        .formatted(Words.number(log.first()), Words.number(log.last()), RegisterCsv.NAME))
                .orElse("This run wrote no entry into the audit log.");
    }

    private static String seal(RunReport report) {
        if (report.run().log().isEmpty()) {
            return "There is nothing to seal.";
        }
        return report.basis()
                .sealed()
                .map(seal ->
                        ("A signed checkpoint over the first %s takes them in, since %s. Section 10 shows it, and how to "
                                        + "verify it with tools of your own.")
                                .formatted(
                                        Words.count(seal.size(), "entry", "entries"),
                                        Words.time(seal.at(), report.schedule().zone())))
                .orElse(
                        "No checkpoint takes them in yet, so this report cannot show that they have not been changed since.");
    }
}
