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
 * @param basis who approved, how far it was measured, and what seals the log
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
        Besides besides,
        Basis basis) {
    /** Of a run that did nothing but rows, and of which nobody has said or measured anything. */
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
                Besides.NONE,
                Basis.NONE);
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

    /**
     * Whether the day on which a record falls due by the rule tells when somebody was born: such days are written as months. A rule that the
     * schedule does not have counts as one.
     */
    boolean tellsBirth(String recordClass, String rule) {
        List<RuleReport> found = classes.stream()
                .filter(c -> c.name().equals(recordClass))
                .flatMap(c -> c.rules().stream())
                .filter(r -> r.id().equals(rule))
                .toList();
        return found.isEmpty() || found.stream().anyMatch(RuleReport::tellsBirth);
    }

    /** The class's title; its name where the schedule has none such. */
    String title(String recordClass) {
        return classes.stream()
                .filter(c -> c.name().equals(recordClass))
                .map(ClassReport::title)
                .findFirst()
                .orElse(recordClass.equals(Residue.SEVERAL) ? "several classes" : recordClass);
    }

    /** The sums that can be checked without reading the register; {@link ReportWriter} adds those that need it. */
    public List<Check> checks() {
        return Stream.concat(
                        classes.stream().flatMap(c -> c.checks().stream()),
                        holds.stream().flatMap(h -> h.checks().stream()))
                .toList();
    }
}
