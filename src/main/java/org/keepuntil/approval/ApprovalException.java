package org.keepuntil.approval;

/** An approval that cannot be given or taken back, in words for a person. */
public final class ApprovalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApprovalException(String message) {
        super(message);
    }

    ApprovalException(String message, Throwable cause) {
        super(message, cause);
    }
}
