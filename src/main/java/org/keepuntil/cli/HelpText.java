package org.keepuntil.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The parts of help texts that picocli does not have: commands in groups, examples, and exit status. */
final class HelpText {
    private static final Set<ExitCode> EVERY_VERBS = EnumSet.of(ExitCode.DONE, ExitCode.INTERNAL, ExitCode.USAGE);

    /** What a command is for comes first, as its reader does not know yet whether it is the right one. */
    private static final List<String> SECTIONS = List.of(
            SECTION_KEY_DESCRIPTION,
            SECTION_KEY_SYNOPSIS_HEADING,
            SECTION_KEY_SYNOPSIS,
            SECTION_KEY_COMMAND_LIST_HEADING,
            SECTION_KEY_COMMAND_LIST,
            SECTION_KEY_PARAMETER_LIST_HEADING,
            SECTION_KEY_PARAMETER_LIST,
            SECTION_KEY_OPTION_LIST_HEADING,
            SECTION_KEY_OPTION_LIST,
            SECTION_KEY_FOOTER);

    private HelpText() {}

    /** Lays out the help of a verb: its examples and the codes with which it can end. */
    static void describe(CommandLine verb, VerbHelp help) {
        footer(verb, List.of(help.examples()), exits(help));
    }

    /** The codes with which a verb can end. */
    static Set<ExitCode> exits(VerbHelp help) {
        Set<ExitCode> exits = EnumSet.copyOf(EVERY_VERBS);
        exits.addAll(Arrays.asList(help.exits()));
        return exits;
    }

    /** Lays out the help of the whole program. */
    static void describeRoot(CommandLine root, List<String> examples) {
        root.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, HelpText::commands);
        footer(root, examples, EnumSet.allOf(ExitCode.class));
    }

    private static void footer(CommandLine command, List<String> examples, Collection<ExitCode> exits) {
        command.setHelpSectionKeys(SECTIONS);
        command.getHelpSectionMap().put(SECTION_KEY_FOOTER, help -> examples(help, examples) + exitStatus(help, exits));
    }

    private static String examples(Help help, List<String> examples) {
        List<String> lines = new ArrayList<>(List.of("", heading(help, "EXAMPLES")));
        examples.forEach(example -> lines.add("  " + example));
        return joined(lines);
    }

    private static String exitStatus(Help help, Collection<ExitCode> exits) {
        List<String> lines = new ArrayList<>(List.of("", heading(help, "EXIT STATUS")));
        for (ExitCode exit : exits) {
            List<String> sentence = Lines.wrap(exit.sentence(), width(help) - 6);
            lines.add(String.format(Locale.ROOT, "  %2d  %s", exit.number(), sentence.get(0)));
            sentence.subList(1, sentence.size()).forEach(more -> lines.add("      " + more));
        }
        return joined(lines);
    }

    private static String commands(Help help) {
        Map<String, CommandLine> commands = help.commandSpec().subcommands();
        int widest = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (VerbGroup group : VerbGroup.values()) {
            List<String> members = commands.keySet().stream()
                    .filter(name -> groupOf(commands.get(name)) == group)
                    .toList();
            if (!members.isEmpty()) {
                lines.add("  " + group.title() + ":");
            }
            for (String name : members) {
                lines.addAll(command(help, commands.get(name), name, widest));
            }
        }
        return joined(lines);
    }

    private static List<String> command(Help help, @Nullable CommandLine command, String name, int widest) {
        if (command == null) {
            return List.of();
        }
        String[] description = command.getCommandSpec().usageMessage().description();
        String sentence = description.length == 0 ? "" : description[0];
        List<String> lines = new ArrayList<>();
        for (String part : Lines.wrap(sentence, width(help) - widest - 6)) {
            String left = lines.isEmpty() ? name : "";
            String padding = " ".repeat(widest - left.length() + 2);
            lines.add("    " + help.colorScheme().commandText(left) + padding + part);
        }
        return lines;
    }

    static @Nullable VerbGroup groupOf(@Nullable CommandLine command) {
        VerbHelp help = command == null ? null : of(command);
        return help == null ? null : help.group();
    }

    /** What a verb says of itself; null for the program. */
    static @Nullable VerbHelp of(CommandLine command) {
        Object verb = command.getCommandSpec().userObject();
        return verb == null ? null : verb.getClass().getAnnotation(VerbHelp.class);
    }

    private static int width(Help help) {
        return help.commandSpec().usageMessage().width();
    }

    private static String heading(Help help, String words) {
        return help.colorScheme().ansi().string("@|bold " + words + "|@");
    }

    private static String joined(List<String> lines) {
        return lines.isEmpty() ? "" : String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
