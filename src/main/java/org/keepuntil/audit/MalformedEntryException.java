package org.keepuntil.audit;

/** Bytes that are not what the log would have written. */
public final class MalformedEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedEntryException(String message) {
        super(message);
    }

    MalformedEntryException(String message, Throwable cause) {
        super(message, cause);
    }
}
