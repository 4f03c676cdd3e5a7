package org.keepuntil.dispose;

/** The operator lacks a right that a class needs. The batch was rolled back; other classes go on. */
public final class MissingPrivilegeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingPrivilegeException() {
        super("the database refused the operator a right that it needs. `keepuntil check` lists what is missing");
    }
}
