package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the report of a period into a directory of its own: {@code period.html}, {@code period.json}, {@code register.csv}, {@code
 * exceptions.csv} and {@code certificate.pdf}, from the reports of its runs. Every row of every run is counted and checked, also where only those
 * of one class or rule are listed.
 */
final class PeriodWriter {
    private final PeriodReport report;
    private final List<Tally> tallies = new ArrayList<>();
    private List<Evidence> runs = List.of();

    private PeriodWriter(PeriodReport report) {
        this.report = report;
        report.runs().forEach(run -> tallies.add(new Tally(run)));
    }

    static ReportWriter.Written write(Path directory, PeriodReport report) throws IOException {
        PeriodWriter writer = new PeriodWriter(report);
        Path target = ReportDirectory.write(
                directory, new ReportDirectory.Owner(PeriodJson.KIND, report.id(), report.database()), writer::make);
        return new ReportWriter.Written(
                target,
                target.resolve(PeriodPage.NAME),
                writer.runs.stream().flatMap(run -> run.checks().stream()).toList(),
                List.of());
    }

    private void make(Path staging) throws IOException {
        Period period = report.period();
        WrittenFile register = RegisterCsv.write(
                staging,
                csv -> each((run, tally) -> run.register().forEach(row -> {
                    tally.add(row);
                    if (period.covers(row.recordClass(), row.rule())) {
                        RegisterCsv.add(csv, run, row);
                    }
                })));
        WrittenFile exceptions = ExceptionsCsv.write(
                staging,
                csv -> each((run, tally) -> run.exceptions().forEach(row -> {
                    tally.add(row);
                    if (period.covers(row.recordClass())) {
                        ExceptionsCsv.add(csv, run, row);
                    }
                })));
        List<WrittenFile> lists = List.of(register, exceptions);
        List<Evidence> evidence = new ArrayList<>();
        each((run, tally) -> evidence.add(Evidence.of(run, tally, lists)));
        runs = List.copyOf(evidence);
        Certificate certificate = Certificates.ofPeriod(period, report.database(), runs);
        WrittenFile html = HtmlReport.write(
                staging, PeriodPage.NAME, "period.mustache", PeriodPage.of(report, certificate, runs, lists));
        WrittenFile pdf = CertificatePdf.write(staging, certificate, report.at());
        PeriodJson.write(staging, report, runs, List.of(html, pdf, register, exceptions));
    }

    private interface Step {
        void with(RunReport run, Tally tally);
    }

    private void each(Step step) {
        for (int i = 0; i < tallies.size(); i++) {
            step.with(report.runs().get(i), tallies.get(i));
        }
    }
}
