package org.keepuntil.cli;

import org.keepuntil.approval.Refusal;

/** What a refusal is to whoever reads an exit code. */
final class Refusals {
    private Refusals() {}

    static UserError error(Refusal refusal) {
        return UserError.of(refusal, code(refusal.kind()));
    }

    static ExitCode code(Refusal.Kind kind) {
        return switch (kind) {
            case FILES -> ExitCode.FILES;
            case MISFIT -> ExitCode.BINDING;
            case UNCOVERED -> ExitCode.COVERAGE;
            case DRIFT -> ExitCode.DRIFT;
            case FUTURE, BACKWARDS, REVIEW_PAST, UNKNOWN_HOLDS, CLOCKS, NO_COUNTS, FILE_STORE, VOID, NO_INDEX ->
                ExitCode.REFUSED;
            case GRANTS, HIDDEN_ROWS -> ExitCode.PRIVILEGES;
            case SHORTER, WAITING, NOT_APPROVED -> ExitCode.NOT_APPROVED;
            case OVER_CAP, JUMP -> ExitCode.OVER_CAP;
        };
    }
}
