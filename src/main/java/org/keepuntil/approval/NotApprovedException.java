package org.keepuntil.approval;

/** What a run would do is not approved, or not any more. */
public final class NotApprovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotApprovedException(long run) {
        super("what run " + run + " would do is not approved, or not any more");
    }
}
