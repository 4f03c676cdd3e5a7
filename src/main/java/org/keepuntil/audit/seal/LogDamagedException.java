package org.keepuntil.audit.seal;

/** The log is not the one that was sealed before. Nothing is signed over that. */
public final class LogDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogDamagedException(String message) {
        super(message);
    }

    LogDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
