package org.keepuntil.audit;

import org.jspecify.annotations.Nullable;

/** The token key is missing, unfit or another one. The message says what to do. */
public final class TokenKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokenKeyException(String message) {
        super(message);
    }

    TokenKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
