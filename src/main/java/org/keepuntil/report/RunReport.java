package org.keepuntil.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.dispose.LinkFinding;

/**
 * All that the report of one run says. It holds no direct identifier of anybody; record references are keyed tokens, which are
 * personal data all the same.
 *
 * @param holds holds in force when the run ended, by kind
 * @param copiesElsewhere what the binding names as out of reach, in its words
 * @param backupsKept how long backups live, in the words of the binding
 * @param register a row for each record that was disposed of, in the order of the audit log
 * @param exceptions a row for each record that was planned and not disposed of
 * @param outlook what falls due in the months to come
 * @param links what was found about links that the database does not keep whole
 * @param besides files, packages and views
 */
public record RunReport(
        ScheduleFacts schedule,
        RunFacts run,
        Digests digests,
        List<ClassReport> classes,
        List<HoldsInForce> holds,
        List<String> copiesElsewhere,
        Optional<String> backupsKept,
        Rows<RegisterRow> register,
        Rows<ExceptionRow> exceptions,
        Outlook outlook,
        List<LinkFinding> links,
        Besides besides) {
    /** Of a run that did nothing but rows. */
    public RunReport(
            ScheduleFacts schedule,
            RunFacts run,
            Digests digests,
            List<ClassReport> classes,
            List<HoldsInForce> holds,
            List<String> copiesElsewhere,
            Optional<String> backupsKept,
            Rows<RegisterRow> register,
            Rows<ExceptionRow> exceptions,
            Outlook outlook,
            List<LinkFinding> links) {
        this(
                schedule,
                run,
                digests,
                classes,
                holds,
                copiesElsewhere,
                backupsKept,
                register,
                exceptions,
                outlook,
                links,
                Besides.NONE);
    }

    public RunReport {
        links = List.copyOf(links);
        classes = List.copyOf(classes);
        holds = List.copyOf(holds);
        copiesElsewhere = List.copyOf(copiesElsewhere);
    }

    /** Records that the plan listed as due. */
    public long planned() {
        return classes.stream().mapToLong(c -> c.outcomes().planned()).sum();
    }

    /** Records that were disposed of. */
    public long done() {
        return count(Outcome.DONE);
    }

    /** Records with that outcome, over all classes. */
    public long count(Outcome outcome) {
        return classes.stream().mapToLong(c -> c.outcomes().count(outcome)).sum();
    }

    /** The sums that can be checked without reading the register; {@link ReportWriter} adds those that need it. */
    public List<Check> checks() {
        return Stream.concat(
                        classes.stream().flatMap(c -> c.checks().stream()),
                        holds.stream().flatMap(h -> h.checks().stream()))
                .toList();
    }
}
