package org.keepuntil.cli;

import java.util.List;
import org.keepuntil.hold.RequestKind;
import picocli.CommandLine.Command;

/** {@code keepuntil request}. */
@Command(
        name = "request",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Record and decide what people ask of records about them: to erase, to restrict, no longer to use them.",
            "A request is about a record, or about a person and every record in which that person figures; each record is granted"
                    + " or refused by itself. A granted erasure goes with the next run, approved like any other. A restriction is"
                    + " a hold, and so is an objection as long as it is open. The list shows what is due within the month that"
                    + " the law allows."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil request erase referral 4711 --received 2026-11-20 --by \"the child's mother\"",
            "keepuntil request list",
            "keepuntil request grant 7 --reason \"no longer needed\""
        })
final class RequestVerb implements WithVerbs {
    private final Desk desk;

    RequestVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Object> verbs() {
        return List.of(
                new RequestEraseVerb(desk),
                new RequestObjectVerb(desk),
                new RequestRestrictVerb(desk),
                new RequestListVerb(desk),
                new RequestShowVerb(desk),
                new RequestGrantVerb(desk),
                new RequestRefuseVerb(desk),
                new RequestWithdrawVerb(desk));
    }

    @Command(name = "erase", description = "Record a request to erase a record, or all that is kept about a person.")
    @VerbHelp(
            group = VerbGroup.ACT,
            examples = {
                "keepuntil request erase referral 4711 --received 2026-11-20 --by \"the child's mother\"",
                "# Every record in which a person figures",
                "keepuntil request erase --person sees.child 4711 --received 2026-11-20 --by \"the child's solicitor\""
            },
            exits = {
                ExitCode.FILES,
                ExitCode.DATABASE,
                ExitCode.CONTROL_SCHEMA,
                ExitCode.BINDING,
                ExitCode.PRIVILEGES,
                ExitCode.NOT_FOUND
            })
    private static final class RequestEraseVerb extends RequestReceiveVerb {
        RequestEraseVerb(Desk desk) {
            super(desk, RequestKind.ERASE);
        }
    }

    @Command(
            name = "object",
            description = "Record that a person objects to the use of records. They are held until that is decided.")
    @VerbHelp(
            group = VerbGroup.ACT,
            examples =
                    "keepuntil request object referral 4711 --received 2026-11-20 --by \"the young person\" --reference DP-12",
            exits = {
                ExitCode.FILES,
                ExitCode.DATABASE,
                ExitCode.CONTROL_SCHEMA,
                ExitCode.BINDING,
                ExitCode.PRIVILEGES,
                ExitCode.NOT_FOUND
            })
    private static final class RequestObjectVerb extends RequestReceiveVerb {
        RequestObjectVerb(Desk desk) {
            super(desk, RequestKind.OBJECT);
        }
    }

    @Command(
            name = "restrict",
            description = "Record a request to restrict the use of records. Once granted, it is a hold.")
    @VerbHelp(
            group = VerbGroup.ACT,
            examples = "keepuntil request restrict referral 4711 --received 2026-11-20 --by \"the child's mother\"",
            exits = {
                ExitCode.FILES,
                ExitCode.DATABASE,
                ExitCode.CONTROL_SCHEMA,
                ExitCode.BINDING,
                ExitCode.PRIVILEGES,
                ExitCode.NOT_FOUND
            })
    private static final class RequestRestrictVerb extends RequestReceiveVerb {
        RequestRestrictVerb(Desk desk) {
            super(desk, RequestKind.RESTRICT);
        }
    }
}
