package org.keepuntil.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A verb that is there to be listed, or suggested, and is not the one that was asked for. Its options are not looked at: that would take
 * half of the time of a command that answers at once.
 */
final class ListedVerb {
    private ListedVerb() {}

    static String name(Object verb) {
        return command(verb).name();
    }

    static CommandLine of(Object verb) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(verb).name(name(verb));
        spec.usageMessage().description(command(verb).description());
        return new CommandLine(spec);
    }

    private static Command command(Object verb) {
        Command command = verb.getClass().getAnnotation(Command.class);
        if (command == null) {
            throw new IllegalStateException(verb.getClass() + " has no @Command");
        }
        return command;
    }
}
