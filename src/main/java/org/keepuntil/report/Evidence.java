package org.keepuntil.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.residue.Level;

/**
 * A report, and what was counted and checked while its rows were written.
 *
 * @param lists the files that list records, already written
 */
record Evidence(RunReport report, Tally tally, List<Check> checks, List<WrittenFile> lists) {
    /** Once all rows of the report have gone by. */
    static Evidence of(RunReport report, Tally tally, List<WrittenFile> lists) {
        return new Evidence(
                report,
                tally,
                Stream.concat(report.checks().stream(), tally.checks().stream()).toList(),
                lists);
    }

    List<Check> discrepancies() {
        return checks.stream().filter(check -> !check.agrees()).toList();
    }

    boolean addsUp() {
        return discrepancies().isEmpty();
    }

    /** How far it is known that the destruction went: no claim where nothing was destroyed, or where the counts contradict it. */
    Optional<Level> reached() {
        return new Reach(this).highest();
    }

    WrittenFile list(String name) {
        return lists.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
