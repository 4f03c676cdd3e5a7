package org.keepuntil.cli;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual: a page for each command, from what its help says. */
public final class ManPages {
    private static final String PROGRAM = "keepuntil";

    private final LocalDate day;
    private final Map<String, String> pages = new TreeMap<>();

    private ManPages(LocalDate day) {
        this.day = day;
    }

    /**
     * The text of each page, by the name of its file, such as {@code keepuntil-hold-place.1}.
     *
     * @param program all of the command line
     * @param day that the pages bear
     */
    public static Map<String, String> of(CommandLine program, LocalDate day) {
        ManPages manual = new ManPages(day);
        manual.add(program);
        return manual.pages;
    }

    private void add(CommandLine command) {
        pages.put(name(command) + ".1", page(command));
        command.getSubcommands().values().forEach(this::add);
    }

    private String page(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        Roff page = new Roff();
        page.title(name(command), day.toString(), PROGRAM + " " + Root.Version.number(), "Keepuntil");
        page.section("NAME").name(name(command), summary(description));
        page.section("SYNOPSIS").paragraph("`" + synopsis(command) + "`");
        page.section("DESCRIPTION");
        for (String paragraph : description) {
            page.paragraph(paragraph);
        }
        commands(page, command);
        arguments(page, command);
        options(page, command);
        VerbHelp help = HelpText.of(command);
        examples(page, help == null ? Root.EXAMPLES : List.of(help.examples()));
        exitStatus(page, help == null ? EnumSet.allOf(ExitCode.class) : HelpText.exits(help));
        if (command.getParent() == null) {
            surroundings(page);
        } else {
            page.section("SEE ALSO").paragraph("`" + name(command.getParent()) + "`(1)");
        }
        return page.toString();
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-");
    }

    /** The first sentence up to its colon, as the lists of pages have it: small, and without its full stop. */
    private static String summary(String... description) {
        String sentence = description[0].split("[.:](\\s|$)", 2)[0];
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String synopsis(CommandLine command) {
        return command.getHelp().synopsis(0).replaceAll("\\s+", " ").strip();
    }

    private static void commands(Roff page, CommandLine command) {
        Collection<CommandLine> verbs = command.getSubcommands().values();
        if (verbs.isEmpty()) {
            return;
        }
        page.section("COMMANDS");
        for (VerbGroup group : VerbGroup.values()) {
            List<CommandLine> members = verbs.stream()
                    .filter(verb -> HelpText.groupOf(verb) == group)
                    .toList();
            if (command.getParent() == null && !members.isEmpty()) {
                page.subsection(group.title());
            }
            members.forEach(verb -> page.item(
                    name(verb) + "(1)", verb.getCommandSpec().usageMessage().description()[0]));
        }
    }

    private static void arguments(Roff page, CommandLine command) {
        List<PositionalParamSpec> arguments = command.getCommandSpec().positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .toList();
        if (!arguments.isEmpty()) {
            page.section("ARGUMENTS");
        }
        arguments.forEach(argument -> page.item(argument.paramLabel(), argument.description()));
    }

    private static void options(Roff page, CommandLine command) {
        page.section("OPTIONS");
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparingInt(OptionSpec::order))
                .forEach(option -> page.item(words(option), option.description()));
    }

    private static String words(OptionSpec option) {
        String value = "=" + option.paramLabel();
        String label = option.arity().max() == 0 ? "" : option.arity().min() == 0 ? "[" + value + "]" : value;
        return String.join(", ", option.names()) + label;
    }

    private static void examples(Roff page, List<String> lines) {
        page.section("EXAMPLES");
        for (String line : lines) {
            if (line.startsWith("# ")) {
                page.paragraph(line.substring(2) + ":");
            } else {
                page.typed(line);
            }
        }
    }

    private static void exitStatus(Roff page, Collection<ExitCode> exits) {
        page.section("EXIT STATUS");
        exits.forEach(exit -> page.item(String.valueOf(exit.number()), exit.sentence()));
    }

    /** What the launcher and the units add to what the options say. */
    private static void surroundings(Roff page) {
        page.section("ENVIRONMENT")
                .paragraph("Where a variable stands for an option, the option names it. Besides these there are:")
                .item("JAVA_HOME", "The Java to use, 17 or later; without it the java on the PATH.")
                .item("KEEPUNTIL_JAVA_OPTS", "More options for Java, such as -Xmx2g.");
        page.section("FILES")
                .item("/etc/keepuntil/environment", "The settings of the nightly run, as variables.")
                .item("/var/lib/keepuntil", "What the nightly run writes: reports, and the keys of its account.");
    }
}
