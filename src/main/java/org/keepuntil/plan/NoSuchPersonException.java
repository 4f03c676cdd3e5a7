package org.keepuntil.plan;

/** What was given can be no person: there is no such table, or the key is none of it. */
public final class NoSuchPersonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchPersonException(String message) {
        super(message);
    }
}
