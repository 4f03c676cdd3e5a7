package org.keepuntil.cli;

import org.keepuntil.approval.Refusal;

/** What a refusal is to whoever reads an exit code. */
final class Refusals {
    private Refusals() {}

    static UserError error(Refusal refusal) {
        return new UserError(code(refusal.kind()), refusal.message(), refusal.next());
    }

    static ExitCode code(Refusal.Kind kind) {
        return switch (kind) {
            case OVER_CAP, JUMP -> ExitCode.OVER_CAP;
        };
    }
}
