package org.keepuntil.report;

import java.util.List;

/**
 * A report, and what was counted and checked while its rows were written.
 *
 * @param lists the files that list records, already written
 */
record Evidence(RunReport report, Tally tally, List<Check> checks, List<WrittenFile> lists) {
    List<Check> discrepancies() {
        return checks.stream().filter(check -> !check.agrees()).toList();
    }

    WrittenFile list(String name) {
        return lists.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
