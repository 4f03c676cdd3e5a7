package org.keepuntil.dispose;

/** A package can't be accepted or refused. The message is for a person, and says what to do. */
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransferException(String message) {
        super(message);
    }
}
