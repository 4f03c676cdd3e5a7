package org.keepuntil.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.approval.Refusal;

/**
 * Something that the user or the environment has to put right. It is printed as its message and the next command to run, never
 * with a stack trace. The message must hold no data of a record and no password.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode code;
    private final @Nullable String next;
    private final Refusal.@Nullable Kind refused;

    /** An error whose message says all that there is to do. */
    public UserError(ExitCode code, String message) {
        this(code, message, null);
    }

    /** An error, and in {@code next} a sentence with the command to run or the thing to do. */
    public UserError(ExitCode code, String message, @Nullable String next) {
        this(code, message, next, null);
    }

    private UserError(ExitCode code, String message, @Nullable String next, Refusal.@Nullable Kind refused) {
        super(message);
        this.code = code;
        this.next = next;
        this.refused = refused;
    }

    /** A guard's refusal. */
    static UserError of(Refusal refusal, ExitCode code) {
        return new UserError(code, refusal.message(), refusal.next(), refusal.kind());
    }

    /** What was refused; empty where no guard did. */
    Optional<Refusal.Kind> refused() {
        return Optional.ofNullable(refused);
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
