package org.keepuntil.cli;

import org.jspecify.annotations.Nullable;

/**
 * Something that the user or the environment has to put right. It is printed as its message and the next command to run, never
 * with a stack trace. The message must hold no data of a record and no password.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode code;
    private final @Nullable String next;

    /** An error whose message says all that there is to do. */
    public UserError(ExitCode code, String message) {
        this(code, message, null);
    }

    /** An error, and in {@code next} a sentence with the command to run or the thing to do. */
    public UserError(ExitCode code, String message, @Nullable String next) {
        super(message);
        this.code = code;
        this.next = next;
    }

    public ExitCode code() {
        return code;
    }

    public @Nullable String next() {
        return next;
    }

    Failure failure() {
        return new Failure(code, String.valueOf(getMessage()), next);
    }
}
