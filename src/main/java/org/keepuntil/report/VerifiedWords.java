package org.keepuntil.report;

/** What of a certificate was verified when it was made: the counts, and what seals the log. */
final class VerifiedWords {
    private VerifiedWords() {}

    static String of(Certifying of) {
        int checks = of.runs().stream().mapToInt(run -> run.checks().size()).sum();
        String counts = of.addsUp()
                ? "%s agree.".formatted(Words.count(checks, "check of the counts", "checks of the counts"))
                : "The counts do not agree.";
        long sealed = of.runs().stream()
                .filter(run -> run.report().basis().sealed().isPresent())
                .count();
        if (of.runs().size() == 1) {
            Evidence run = of.runs().get(0);
            String log = run.report()
                    .run()
                    .log()
                    .map(range -> " Entries %s to %s of the audit log"
                            .formatted(Words.number(range.first()), Words.number(range.last())))
                    .orElse(" No entry of the audit log");
            return counts + log + seal(run);
        }
        return counts
                + " The entries of %s of %s runs are under a signed checkpoint."
                        .formatted(Words.number(sealed), Words.number(of.runs().size()));
    }

    /** The root stands on the page that is signed, so that the signature covers the log as it was. */
    private static String seal(Evidence run) {
        return run.report()
                .basis()
                .sealed()
                .map(seal -> ", under %s over %s whose root is %s."
                        .formatted(
                                seal.isSigned()
                                        ? "a checkpoint that is signed,"
                                        : "a checkpoint whose signature does not verify,",
                                Words.number(seal.size()),
                                seal.root()))
                .orElse(", under no checkpoint yet.");
    }
}
