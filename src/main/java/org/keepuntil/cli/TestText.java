package org.keepuntil.cli;

import java.util.List;
import org.keepuntil.examples.Result;

/** The results of examples for a person: a line a schedule, and below it what failed, with how it was decided. */
final class TestText {
    private static final String INDENT = "  ";

    private final Console console;
    private final boolean verbose;

    TestText(Console console, boolean verbose) {
        this.console = console;
        this.verbose = verbose;
    }

    void print(List<TestedSchedule> all) {
        for (TestedSchedule tested : all) {
            if (tested.count() == 0) {
                console.print(tested.name() + ": no examples (" + tested.file() + " is not there)");
            } else {
                print(tested);
            }
        }
        summary(all);
    }

    private void print(TestedSchedule tested) {
        console.print(tested.name() + ": " + Words.count(tested.count(), "example", "examples") + ", "
                + verdict(tested.count(), tested.failures()) + database(tested));
        for (Result result : tested.results().all()) {
            if (!result.passed()) {
                failure(result);
            } else if (verbose) {
                line(console.green("✓") + " " + printable(result) + notAsked(result));
            }
        }
        tested.results().notShown().forEach(console::remark);
    }

    private static String database(TestedSchedule tested) {
        if (!tested.inDatabase()) {
            return "";
        }
        return tested.countAsked() == tested.count()
                ? "; the database was asked about each"
                : "; the database was asked about " + Words.number(tested.countAsked())
                        + ", the rest can't be put into tables";
    }

    private static String notAsked(Result result) {
        return result.notAsked()
                .map(why -> " (the database was not asked: " + why + ")")
                .orElse("");
    }

    private void failure(Result result) {
        line(console.red("✗ " + printable(result)) + " (" + result.example().where() + ")");
        result.complaints().forEach(each -> Sections.print(each, INDENT.repeat(2), console));
        Sections.print(result.derivation(), INDENT.repeat(2), console);
    }

    private void line(String text) {
        console.print(INDENT + text);
    }

    /** A name comes from a file, where it may hold anything. */
    private static String printable(Result result) {
        return result.example().name().replaceAll("\\p{Cntrl}", "?");
    }

    private void summary(List<TestedSchedule> all) {
        int count = all.stream().mapToInt(TestedSchedule::count).sum();
        int failures = all.stream().mapToInt(TestedSchedule::failures).sum();
        console.print(Words.count(count, "example", "examples") + " of "
                + Words.count(all.size(), "schedule", "schedules") + ": " + verdict(count, failures) + ".");
    }

    private String verdict(int count, int failures) {
        return failures == 0
                ? console.green(count == 1 ? "passed" : "all passed")
                : console.red(Words.number(failures) + " failed") + ", " + Words.number(count - failures) + " passed";
    }
}
