package org.keepuntil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Words a certificate: of one run, or of a period. */
final class Certificates {
    private static final int LONGEST_PERIOD = 110;
    private static final int LONGEST_TITLE = 80;

    private Certificates() {}

    static Certificate ofRun(Evidence evidence) {
        Certifying of = Certifying.run(evidence);
        RunReport report = evidence.report();
        RunFacts run = report.run();
        List<String> warnings = new ArrayList<>(warnings(of));
        if (run.state() != RunState.FINISHED) {
            warnings.add("The run did not finish. " + run.state().meaning());
        }
        String statement =
                "By the run of %s, %s of %s were %s, with the rows that belong to them, under the retention schedule"
                        + " that is named below.";
        return certificate(
                of,
                "run %s of database “%s”".formatted(run.id(), run.database()),
                statement.formatted(
                        Words.day(run.asOf()),
                        Words.records(of.done()),
                        report.schedule().title(),
                        of.deed()),
                warnings,
                List.of());
    }

    static Certificate ofPeriod(Period period, String database, List<Evidence> runs) {
        Certifying of = Certifying.period(runs, period);
        String organisation = organisation(of);
        String statement = "In the %s %s, %s of %s were %s, with the rows that belong to them, under the retention"
                + " schedules that are named below.";
        return certificate(
                of,
                "%s to %s, database “%s”%s".formatted(period.since(), period.until(), database, filters(period)),
                runs.isEmpty()
                        ? "There was no run %s: Keepuntil destroyed and changed nothing.".formatted(period.words())
                        : of.done() == 0
                                ? "In the %s no record%s was destroyed or changed."
                                        .formatted(
                                                Words.count(runs.size(), "run", "runs") + " " + period.words(),
                                                organisation.isEmpty() ? "" : " of " + organisation)
                                : statement.formatted(
                                        Words.count(runs.size(), "run", "runs"),
                                        period.words(),
                                        Words.records(of.done()),
                                        organisation,
                                        of.deed()),
                warnings(of),
                RunsTogether.lines(of));
    }

    private static String filters(Period period) {
        return period.recordClass().map(name -> ", class " + name).orElse("")
                + period.rule().map(id -> ", rule " + id).orElse("");
    }

    private static List<String> warnings(Certifying of) {
        return of.addsUp()
                ? List.of()
                : List.of("Counts of the same thing differ. Do not sign before somebody has found out why.");
    }

    private static String organisation(Certifying of) {
        return String.join(
                " and ", of.distinct(report -> Stream.of(report.schedule().title())));
    }

    private static Certificate certificate(
            Certifying of, String number, String statement, List<String> warnings, List<CertificateAnnex.Run> runs) {
        List<Certificate.Line> lines =
                of.sums().stream().map(Certifying.Sum::line).toList();
        int shown = lines.size() > Certificate.LINES ? Certificate.LINES - 1 : lines.size();
        return new Certificate(
                        title(of),
                        number,
                        organisation(of),
                        statement,
                        warnings,
                        !lines.isEmpty(),
                        lines.subList(0, shown).stream()
                                .map(Certificates::shortened)
                                .toList(),
                        List.of(),
                        Words.number(of.done()),
                        CertificateFacts.of(of),
                        of.done() == 0 ? Certificate.OF_NOTHING : Certificate.SIGNATURES,
                        annex(of, lines, runs))
                .withLines(shown);
    }

    private static String title(Certifying of) {
        if (of.done() == 0) {
            return "Certificate that nothing was destroyed";
        }
        return "Certificate of " + (of.deed().equals("destroyed") ? "destruction" : "disposal");
    }

    /** The annex has all of it. */
    private static Certificate.Line shortened(Certificate.Line line) {
        return new Certificate.Line(
                Words.shortened(line.title(), LONGEST_TITLE),
                line.rule(),
                Words.shortened(line.period(), LONGEST_PERIOD),
                line.authority(),
                line.deed(),
                line.records());
    }

    private static CertificateAnnex annex(
            Certifying of, List<Certificate.Line> lines, List<CertificateAnnex.Run> runs) {
        List<CertificateAnnex.Row> rows = of.components().stream()
                .map(c -> new CertificateAnnex.Row(
                        c.table(), Words.number(c.removed()), Words.number(c.unlinked()), Words.number(c.changed())))
                .toList();
        List<Permits.Permit> approvals = approvals(of);
        List<CertificateAnnex.Kept> kept = of.kept().stream()
                .map(left -> new CertificateAnnex.Kept(
                        left.title(), left.outcome(), left.reason(), Words.number(left.records())))
                .toList();
        List<String> copies = of.distinct(report -> report.copiesElsewhere().stream());
        boolean one = of.runs().size() == 1;
        return new CertificateAnnex(
                lines,
                !lines.isEmpty(),
                rows,
                !rows.isEmpty(),
                approvals,
                !approvals.isEmpty(),
                one ? Levels.of(of.runs().get(0)).lines() : List.of(),
                one,
                CertificateFacts.level(of),
                one ? Levels.of(of.runs().get(0)).tables() : List.of(),
                kept,
                !kept.isEmpty(),
                copies,
                !copies.isEmpty(),
                CertificateFacts.backups(of),
                digests(of),
                one ? Verify.of(of.runs().get(0)).steps() : List.of(),
                of.runs().isEmpty(),
                runs,
                !runs.isEmpty());
    }

    private static List<Permits.Permit> approvals(Certifying of) {
        List<Permits.Permit> permits = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        of.runs()
                .forEach(run -> run.report().basis().approvals().stream()
                        .filter(approval -> !seen.contains(approval.id()))
                        .forEach(approval -> {
                            seen.add(approval.id());
                            permits.add(Permits.permit(
                                    approval,
                                    run.report(),
                                    of.runs().size() == 1
                                            ? "this run"
                                            : "run " + run.report().run().id()));
                        }));
        return permits;
    }

    private static List<Page.Fact> digests(Certifying of) {
        if (of.runs().size() != 1) {
            return RunsTogether.digests(of.runs());
        }
        Evidence run = of.runs().get(0);
        List<Page.Fact> digests = new ArrayList<>(Verify.digests(run));
        run.report().basis().sealed().ifPresent(seal -> digests.add(RunsTogether.root(run, seal)));
        return digests;
    }
}
