package org.keepuntil.hold;

/** A request that cannot be decided as it was asked. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** There is no such request, or no such record in it. */
        NOT_FOUND,
        /** It has been decided or withdrawn. */
        CLOSED
    }

    private final Kind kind;

    RequestException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
