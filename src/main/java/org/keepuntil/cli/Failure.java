package org.keepuntil.cli;

import org.jspecify.annotations.Nullable;

/**
 * How a command failed, in a form that is safe to print: the exit code, what happened in a sentence or two, and the next thing to
 * do where there is one.
 */
public record Failure(
        ExitCode code, String message, @Nullable String next) {
    public static Failure of(ExitCode code, String message) {
        return new Failure(code, message, null);
    }

    public static Failure of(ExitCode code, String message, String next) {
        return new Failure(code, message, next);
    }

    /** Ours, not the user's and not the environment's: only then does a stack trace help anybody. */
    public boolean isOurs() {
        return code == ExitCode.INTERNAL;
    }

    /** The same failure in the middle of a run: a database that cannot be reached then is one that was lost. */
    public Failure duringRun() {
        return code == ExitCode.DATABASE
                ? new Failure(
                        ExitCode.LOST_DATABASE,
                        message,
                        "What was done is recorded. Run again: the next run goes on from there.")
                : this;
    }

    /** Writes what happened and what to do next to the console's {@code err}. */
    void print(Console console) {
        console.err().println(console.red("keepuntil: " + message));
        if (next != null) {
            console.err().println(next);
        }
    }
}
