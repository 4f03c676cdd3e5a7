package org.keepuntil.cli;

import java.util.Arrays;

/**
 * Every way in which a command can end. This is the only place where the numbers stand: help texts and documents take them from
 * here. The numbers are a promise to scripts, so one is never given another meaning.
 */
public enum ExitCode {
    DONE(0, "done", "All that was asked for was done."),
    INTERNAL(1, "internal error", "An error in Keepuntil itself."),
    USAGE(2, "usage", "The command line is wrong: an option, a value or a file that was named."),
    FILES(3, "files", "The schedule, the binding or the examples have errors. They are listed with line and column."),
    DATABASE(4, "database", "The database cannot be reached, or it refused the login."),
    CONTROL_SCHEMA(
            5,
            "control schema",
            "The control schema is missing, older or newer than this program. Run init, init --upgrade or a newer program."),
    BINDING(
            6,
            "binding",
            "The binding does not fit the database: a missing table or column, or a shape that cannot be handled."),
    REFUSED(7, "refused", "A guard refused: an as-of date in the future, the clock, a review date that has passed."),
    BUSY(8, "busy", "Another run is under way on this database."),
    PARTLY(9, "partly done", "Done in part: some records failed, were deferred or were not reached."),
    STOPPED(10, "stopped", "Stopped before the end by a signal, a window or a busy database. The next run goes on."),
    PRIVILEGES(11, "privileges", "A privilege or a role is missing."),
    MISMATCH(
            12,
            "does not add up",
            "Stopped because something did not add up, such as rows that nobody expected to go."),
    NOT_FOUND(13, "not found", "There is no such record, hold, request or run."),
    LOST_DATABASE(14, "database lost", "The database went away in the middle of the work. The next run goes on."),
    EXAMPLES(15, "examples failed", "An example of a schedule came out otherwise than it says."),
    COVERAGE(
            16,
            "coverage",
            "Something is within reach of a record, and the binding does not say what becomes of it. Run check --database."),
    DRIFT(17, "drift", "The tables have changed since they were last looked at. Nothing was touched."),
    NOT_APPROVED(18, "not approved", "Something waits for an approval. Nothing of it was touched."),
    OVER_CAP(
            19,
            "over the cap",
            "Far more is due than the binding lets go in one run, or than ever before. Nothing was touched."),
    NOT_SEALED(
            20,
            "not sealed",
            "All is as it was signed, but a run ended and was stopped before it sealed the log. The next one seals it.");

    private final int number;
    private final String label;
    private final String sentence;

    ExitCode(int number, String label, String sentence) {
        this.number = number;
        this.label = label;
        this.sentence = sentence;
    }

    /** The process's exit status. */
    public int number() {
        return number;
    }

    /** A word or two for tables and logs. */
    public String label() {
        return label;
    }

    /** What it means, for the EXIT STATUS section of a help text. */
    public String sentence() {
        return sentence;
    }

    /** The code with this number; {@link #INTERNAL} for a number that is none of ours. */
    public static ExitCode of(int number) {
        return Arrays.stream(values())
                .filter(code -> code.number == number)
                .findFirst()
                .orElse(INTERNAL);
    }
}
