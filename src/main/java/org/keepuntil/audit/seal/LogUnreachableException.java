package org.keepuntil.audit.seal;

import java.sql.SQLException;

/** The database did not answer where no checked exception fits. */
public final class LogUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogUnreachableException(SQLException cause) {
        super(cause);
    }
}
