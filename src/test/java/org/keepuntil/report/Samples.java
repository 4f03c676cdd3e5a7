package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.decide.Status;
import org.keepuntil.report.RunFacts.LogRange;

/** The sample night with something changed. */
final class Samples {
    private Samples() {}

    static RunReport withRegister(Rows<RegisterRow> register) {
        return with(
                Sample.run(RunState.FINISHED),
                Sample.report().classes(),
                register,
                Sample.report().exceptions());
    }

    static RunReport withExceptions(List<ExceptionRow> exceptions) {
        RunReport sample = Sample.report();
        return with(sample.run(), sample.classes(), sample.register(), Rows.of(exceptions));
    }

    static RunReport withClasses(List<ClassReport> classes) {
        RunReport sample = Sample.report();
        return with(sample.run(), classes, sample.register(), sample.exceptions());
    }

    static RunReport interrupted() {
        RunReport sample = Sample.report();
        return with(Sample.run(RunState.INTERRUPTED), sample.classes(), sample.register(), sample.exceptions());
    }

    static RunReport ofRun(String id) {
        return of(id, Sample.report().run().database());
    }

    static RunReport ofDatabase(String database) {
        return of(Sample.report().run().id(), database);
    }

    private static RunReport of(String id, String database) {
        RunReport sample = Sample.report();
        RunFacts run = sample.run();
        RunFacts other = new RunFacts(
                id,
                database,
                run.operator(),
                run.asOf(),
                run.started(),
                run.finished(),
                run.programVersion(),
                run.state(),
                run.exitCode(),
                run.exitMeaning(),
                run.log());
        return with(other, sample.classes(), sample.register(), sample.exceptions());
    }

    /** A database without a record, of an organisation that has said as little as it can. */
    static RunReport empty() {
        RunReport sample = Sample.report();
        RunFacts run = sample.run();
        return new RunReport(
                new ScheduleFacts(
                        "empty",
                        "Empty",
                        "1",
                        Optional.empty(),
                        Optional.empty(),
                        sample.schedule().zone(),
                        ""),
                new RunFacts(
                        run.id(),
                        run.database(),
                        run.operator(),
                        run.asOf(),
                        run.started(),
                        Optional.empty(),
                        run.programVersion(),
                        RunState.FINISHED,
                        0,
                        "nothing to do",
                        Optional.<LogRange>empty()),
                sample.digests(),
                List.of(new ClassReport(
                        "referral",
                        "Referral",
                        0,
                        Map.of(),
                        List.of(),
                        new Outcomes(0, Map.of()),
                        List.of(),
                        List.of(),
                        List.of())),
                List.of(),
                List.of(),
                Optional.empty(),
                Rows.of(List.of()),
                Rows.of(List.of()),
                new Outlook.LeftOut(),
                List.of());
    }

    static Map<Status, Long> statuses(Status changed, long count) {
        Map<Status, Long> statuses = new EnumMap<>(Sample.STATUSES);
        statuses.put(changed, count);
        return statuses;
    }

    static Map<Outcome, Long> outcomes(Outcome changed, long count) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Sample.OUTCOMES);
        outcomes.put(changed, count);
        return outcomes;
    }

    /** Writes the report and gives its page. */
    static String html(Path temp, RunReport report) throws IOException {
        return Files.readString(ReportWriter.write(temp.resolve("r"), report).html());
    }

    static RunReport with(
            RunFacts run, List<ClassReport> classes, Rows<RegisterRow> register, Rows<ExceptionRow> exceptions) {
        RunReport sample = Sample.report();
        return new RunReport(
                sample.schedule(),
                run,
                sample.digests(),
                classes,
                sample.holds(),
                sample.copiesElsewhere(),
                sample.backupsKept(),
                register,
                exceptions,
                sample.outlook(),
                sample.links());
    }
}
