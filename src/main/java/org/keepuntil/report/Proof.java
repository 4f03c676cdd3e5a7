package org.keepuntil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How we know, in sentences; what each rests on has a section of its own. */
record Proof(List<Page.Fact> grounds) {
    static Proof of(Evidence evidence) {
        List<Page.Fact> grounds = new ArrayList<>();
        grounds.add(new Page.Fact("The counts", counts(evidence)));
        grounds.add(new Page.Fact("The audit log", log(evidence.report().run())));
        grounds.add(new Page.Fact("The seal", seal(evidence.report())));
        comebacks(evidence.report()).ifPresent(says -> grounds.add(new Page.Fact("What was gone before", says)));
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

    /** Nothing where nobody looked: a report of a run that did not get so far makes no claim. */
    private static Optional<String> comebacks(RunReport report) {
        List<Look> looks = report.basis().looks();
        if (looks.isEmpty()) {
            return Optional.empty();
        }
        long looked = looks.stream().mapToLong(Look::looked).sum();
        long found = looks.stream().mapToLong(Look::found).sum();
        String rest = looks.stream().allMatch(Look::whole) ? "" : " The rest is for the next run to look at.";
        return Optional.of("Before it acted, the run held %s against the log: %s.%s"
                .formatted(
                        Words.count(looked, "record that is there", "records that are there"),
                        found == 0
                                ? "none of them was destroyed before"
                                : Words.number(found)
                                        + " of them had been destroyed before, and had come back; see section 7",
                        rest));
    }

    private static String seal(RunReport report) {
        if (report.run().log().isEmpty()) {
            return "There is nothing to seal.";
        }
        return report.basis()
                .sealed()
                .map(seal ->
                        "A %s over the first %s takes them in, since %s.%s Section 10 shows it, and how to verify it with tools of your own."
                                .formatted(
                                        seal.isSigned() ? "signed checkpoint" : "checkpoint",
                                        Words.count(seal.size(), "entry", "entries"),
                                        Words.time(seal.at(), report.schedule().zone()),
                                        seal.isSigned()
                                                ? " Its signature was verified for this report, with the key that the database names."
                                                : " It is not signed with a key that the database names."))
                .orElse(
                        "No checkpoint takes them in yet, so this report cannot show that they have not been changed since.");
    }
}
