package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the report of a run into a directory of its own: {@code report.html} for people, {@code certificate.pdf} to be signed where
 * anything was disposed of, {@code run.json} for programs ({@link
 * RunJson} names its fields), {@code register.csv} with every record that was disposed of ({@link RegisterCsv}), and {@code
 * exceptions.csv} with every record that was planned and was not ({@link ExceptionsCsv}); and,
 * where a rule counts what goes, {@code statistics.csv} ({@link StatisticsCsv}). The same report always gives the same bytes.
 */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * What was written.
     *
     * @param checks every sum that was checked, those against the register and the exceptions included
     * @param remarks what the run did besides destroying, a line each
     */
    public record Written(Path directory, Path html, List<Check> checks, List<String> remarks) {
        public Written {
            remarks = List.copyOf(remarks);
            checks = List.copyOf(checks);
        }

        /** The sums that do not add up. The report says so too, at its top. */
        public List<Check> discrepancies() {
            return checks.stream().filter(check -> !check.agrees()).toList();
        }
    }

    /**
     * Writes the report, all of it or nothing. A directory that does not exist is made, with its parents, readable by its owner alone.
     * The report of the same run is replaced, file by file.
     *
     * @throws ReportRefusedException if the directory holds anything else
     * @throws IOException if it cannot be written; nothing is left behind
     */
    public static Written write(Path directory, RunReport report) throws IOException {
        Checks checks = new Checks();
        Path target = ReportDirectory.write(directory, ReportDirectory.Owner.of(report.run()), staging -> {
            Tally tally = new Tally(report);
            WrittenFile register = RegisterCsv.write(staging, report, tally);
            WrittenFile exceptions = ExceptionsCsv.write(staging, report, tally);
            List<WrittenFile> lists = new ArrayList<>(List.of(register, exceptions));
            if (report.classes().stream().anyMatch(c -> !c.statistics().isEmpty())) {
                lists.add(StatisticsCsv.write(staging, report));
            }
            Evidence evidence = Evidence.of(report, tally, lists);
            checks.all = evidence.checks();
            WrittenFile html = HtmlReport.write(staging, evidence);
            List<WrittenFile> papers = new ArrayList<>(List.of(html));
            if (report.done() > 0) {
                papers.add(CertificatePdf.write(staging, Certificates.ofRun(evidence), at(report.run())));
            }
            RunJson.write(staging, evidence, papers);
            checks.remarks = Remarks.of(evidence);
        });
        return new Written(target, target.resolve(HtmlReport.NAME), checks.all, checks.remarks);
    }

    private static Instant at(RunFacts run) {
        return run.finished().orElse(run.started());
    }

    private static final class Checks {
        List<Check> all = List.of();
        List<String> remarks = List.of();
    }
}
