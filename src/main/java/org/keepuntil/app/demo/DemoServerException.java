package org.keepuntil.app.demo;

/** The demonstration's PostgreSQL cannot run here. The message says why and what to do, and is meant to be shown as it is. */
public final class DemoServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoServerException(String message) {
        super(message);
    }

    DemoServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
