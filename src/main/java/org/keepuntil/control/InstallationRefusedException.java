package org.keepuntil.control;

/** Keepuntil cannot be installed as things are. The message says what is in the way and what to do. */
public final class InstallationRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InstallationRefusedException(String message) {
        super(message);
    }

    InstallationRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
