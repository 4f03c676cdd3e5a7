package org.keepuntil.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keepuntil.approval.Approval;
import org.keepuntil.residue.Level;
import org.keepuntil.schedule.Disposal;

/** The fields of the page that is signed: the union of what the norms ask for, which the annex names field by field. */
final class CertificateFacts {
    private static final int MOST = 2;
    private static final int LONGEST = 320;

    private CertificateFacts() {}

    static List<Page.Fact> of(Certifying of) {
        List<Page.Fact> facts = new ArrayList<>();
        if (of.runs().isEmpty()) {
            add(facts, "When", "There was no run.");
            return facts;
        }
        add(facts, "Form and place", form(of));
        add(facts, "Dates covered", dates(of));
        add(facts, "Schedule", String.join(" ", of.distinct(report -> Stream.of(Page.schedule(report)))));
        add(facts, "Approved by", approved(of));
        add(facts, "Carried out by", carriedOut(of));
        add(facts, "When", when(of));
        add(facts, "Method", method(of));
        add(facts, "How far", level(of) + " Section D.");
        add(facts, "Verified", VerifiedWords.of(of));
        add(facts, "Holds", holds(of));
        add(facts, "Due, and not done", left(of));
        add(facts, "Not covered", copies(of));
        add(facts, "Backups", backups(of));
        return facts;
    }

    private static void add(List<Page.Fact> facts, String term, String detail) {
        facts.add(new Page.Fact(term, Words.shortened(detail, LONGEST)));
    }

    private static String form(Certifying of) {
        long rows = of.components().stream().mapToLong(ComponentCount::removed).sum();
        long files = of.runs().stream()
                .mapToLong(run -> run.report().besides().filesGone())
                .sum();
        return "Electronic: rows of the database %s (PostgreSQL)%s%s."
                .formatted(
                        String.join(
                                ", ",
                                of.distinct(
                                        report -> Stream.of("“" + report.run().database() + "”"))),
                        rows == 0 ? "" : ", with %s of other tables".formatted(Words.count(rows, "row", "rows")),
                        files == 0 ? "" : " and " + Words.count(files, "file", "files"));
    }

    private static String dates(Certifying of) {
        return of.runs().size() == 1
                ? "Every record whose period, as stated above, was over by %s. The records’ own dates are not kept."
                        .formatted(Words.day(of.runs().get(0).report().run().asOf()))
                : "Every record whose period, as stated above, was over on the day of a run; section H has the runs. The records’ own dates are not kept.";
    }

    private static String approved(Certifying of) {
        List<Approval> approvals = of.approvals().stream()
                .filter(approval -> approval.kind() != Approval.Kind.REJECTION)
                .toList();
        if (approvals.isEmpty()) {
            return of.done() == 0 ? "Nothing to approve." : "No approval is on record.";
        }
        ZoneId zone = zone(of);
        String first = approvals.stream()
                .limit(MOST)
                .map(approval -> "%s on %s, %s%s"
                        .formatted(
                                approval.by(),
                                Words.day(LocalDate.ofInstant(approval.at(), zone)),
                                approval.kind() == Approval.Kind.PLAN ? "for the very plan" : "a standing approval",
                                approval.withdrawal().isEmpty() ? "" : ", taken back since"))
                .collect(Collectors.joining("; "));
        return first + (approvals.size() > MOST ? "; and " + (approvals.size() - MOST) + " more" : "")
                + ". Reasons: section C.";
    }

    private static String carriedOut(Certifying of) {
        return "%s, with Keepuntil %s."
                .formatted(
                        String.join(
                                ", ",
                                of.distinct(report -> Stream.of(report.run().operator()))),
                        String.join(
                                ", ",
                                of.distinct(report -> Stream.of(report.run().programVersion()))));
    }

    private static String when(Certifying of) {
        ZoneId zone = zone(of);
        if (of.runs().size() == 1) {
            RunFacts run = of.runs().get(0).report().run();
            return "%s to %s."
                    .formatted(
                            Words.time(run.started(), zone),
                            run.finished().map(at -> Words.time(at, zone)).orElse("an end that was not recorded"));
        }
        // the last run's day may be a birthday
        return "%s, from %s to %s."
                .formatted(
                        Words.count(of.runs().size(), "run", "runs"),
                        of.day(of.runs().get(0)),
                        of.day(of.runs().get(of.runs().size() - 1)));
    }

    /** What was really done: of a run that anonymised alone, the certificate does not speak of deletion. */
    private static String method(Certifying of) {
        if (of.done() == 0) {
            return "Nothing was done.";
        }
        boolean deleted = of.acts().anyMatch(act -> act == Disposal.DESTROY || act == Disposal.TRANSFER);
        boolean changed = of.acts().anyMatch(act -> act == Disposal.ANONYMISE || act == Disposal.REDACT);
        long partitions = of.runs().stream()
                .mapToLong(run -> run.report().besides().partitions().size())
                .sum();
        List<Residue> tables = of.runs().stream()
                .flatMap(run -> run.report().basis().residue().stream())
                .toList();
        long rewritten =
                tables.stream().filter(table -> table.at(Level.L3).isPresent()).count();
        return "Rows %s%s, each record with its entry in the audit log in one transaction%s. No storage medium was cleared, purged or"
                        .formatted(
                                deleted && changed ? "deleted or changed" : deleted ? "deleted" : "changed",
                                partitions == 0
                                        ? ""
                                        : " or dropped with their partitions ("
                                                + Words.count(partitions, "partition", "partitions") + ")",
                                rewritten == 0
                                        ? ""
                                        : "; then the files of the tables made anew (section D: %s of %s)"
                                                .formatted(Words.number(rewritten), Words.number(tables.size())))
                + " destroyed.";
    }

    /** How far the destruction went, in all that the certificate is about. */
    static String level(Certifying of) {
        if (of.done() == 0) {
            return "Nothing to measure.";
        }
        if (of.runs().size() == 1) {
            return Levels.says(of.runs().get(0));
        }
        return of.level()
                .map(level -> "Every run has reached level %s.".formatted(LevelWords.numbered(level)))
                .orElse("Counts do not add up, so no level can be claimed.");
    }

    private static String holds(Certifying of) {
        Evidence last = of.runs().get(of.runs().size() - 1);
        long holds =
                last.report().holds().stream().mapToLong(HoldsInForce::count).sum();
        return "Each record was looked at for holds in the transaction in which it went. In force at the end: %s."
                .formatted(Words.count(holds, "hold", "holds"));
    }

    private static String left(Certifying of) {
        return of.left() == 0 ? "None." : "%s; the reasons are in section E.".formatted(Words.records(of.left()));
    }

    private static String copies(Certifying of) {
        List<String> copies = of.distinct(report -> report.copiesElsewhere().stream());
        if (copies.isEmpty()) {
            return "Copies elsewhere: the organisation has named none. That is not proof that there are none.";
        }
        return "Copies elsewhere: " + copies.stream().limit(MOST).collect(Collectors.joining("; "))
                + (copies.size() > MOST ? "; and " + (copies.size() - MOST) + " more, in section F" : "") + ".";
    }

    static String backups(Certifying of) {
        List<Evidence> went = of.runs().stream().filter(run -> of.done(run) > 0).toList();
        List<Residue> residue = went.stream()
                .flatMap(run -> run.report().basis().residue().stream())
                .toList();
        boolean measured =
                went.stream().noneMatch(run -> run.report().basis().residue().isEmpty());
        Optional<LocalDate> until = measured && !residue.isEmpty() ? Reach.backupsUntil(residue) : Optional.empty();
        String kept =
                of.distinct(report -> report.backupsKept().stream()).stream().collect(Collectors.joining("; "));
        if (of.runs().isEmpty()) {
            return "Nothing went, so none matters.";
        }
        if (kept.isEmpty()) {
            return "Not covered: how long they are kept is not stated.";
        }
        return "Kept for %s, as the organisation states; not verified.%s"
                .formatted(
                        kept,
                        until.map(day -> " From %s on none holds these records.".formatted(Words.day(day)))
                                .orElse(""));
    }

    private static ZoneId zone(Certifying of) {
        return of.runs().stream()
                .map(run -> run.report().schedule().zone())
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }
}
