package org.keepuntil.sql;

import org.keepuntil.decide.Status;

/** The two evaluators do not decide the same for a record: nothing of its class may be touched. */
public final class DisagreementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DisagreementException(String recordClass, Status sql, Status java) {
        super("For a record of class " + recordClass + " the database finds \"" + sql.word() + "\" and the program \""
                + java.word()
                + "\". Nothing of the class was touched after that. This is a fault of Keepuntil: please report it.");
    }

    public DisagreementException(String recordClass, String sqlRule, String javaRule) {
        super(
                "For a record of class " + recordClass + " the database finds that rule " + sqlRule
                        + " governs and the program that rule " + javaRule
                        + " does. Nothing of the class was touched after that. This is a fault of Keepuntil: please report it.");
    }
}
