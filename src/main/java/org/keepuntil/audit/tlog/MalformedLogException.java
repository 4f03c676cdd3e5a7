package org.keepuntil.audit.tlog;

/** A tile, a checkpoint, a note, a key or a proof that is not in the form that it must have. Says what is wrong, never a secret. */
public final class MalformedLogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedLogException(String message) {
        super(message);
    }
}
