package org.keepuntil.dispose;

/** A statement, a cascade or a trigger changed other rows than the plan knows. The batch was rolled back. */
public final class UnexpectedRowsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnexpectedRowsException(String message) {
        super(message);
    }
}
