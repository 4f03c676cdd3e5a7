package org.keepuntil.audit.seal;

import org.jspecify.annotations.Nullable;

/** The key that signs the log is missing, unfit or another one. The message says what to do. */
public final class SigningKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SigningKeyException(String message) {
        super(message);
    }

    SigningKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
