package org.keepuntil.fleet;

/** The database of the coordination is not as it has to be. Its message is for the user, and says what to do. */
public final class FleetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FleetException(String message) {
        super(message);
    }
}
