package org.keepuntil.hold;

/** A hold that cannot be released, because there is none of that number or because it has been released. */
public final class HoldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HoldException(String message) {
        super(message);
    }
}
