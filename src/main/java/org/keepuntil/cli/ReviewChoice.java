package org.keepuntil.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keepuntil.decide.ReviewDecision.Choice;
import picocli.CommandLine.TypeConversionException;

/** A decision as a person writes it: {@code destroy}, {@code keep until 2030-03-31}, {@code go on}, … */
record ReviewChoice(Choice choice, Optional<LocalDate> keepUntil) {
    static final String ALL = "destroy, anonymise, transfer, preserve, go on, or \"keep until 2030-03-31\"";

    /**
     * The decision in some words.
     *
     * @throws TypeConversionException with what to write, where it is none
     */
    static ReviewChoice of(String text) {
        List<String> words =
                List.of(text.strip().toLowerCase(Locale.ROOT).replace('-', ' ').split("\\s+"));
        if (words.size() >= 2 && words.get(0).equals("keep") && words.get(1).equals("until")) {
            String day =
                    text.strip().substring(text.strip().toLowerCase(Locale.ROOT).indexOf("until") + 5);
            return new ReviewChoice(Choice.KEEP, Optional.of(new AsOfOption.Converter().convert(day.strip())));
        }
        return Choice.ofWord(String.join(" ", words))
                .filter(choice -> choice != Choice.KEEP)
                .map(choice -> new ReviewChoice(choice, Optional.empty()))
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no decision; write " + ALL));
    }

    /** How many of the last words of a command line are the decision, which may be quoted or not. */
    static int words(List<String> arguments) {
        int size = arguments.size();
        if (size > 2 && isWord(arguments, size - 3, "keep") && isWord(arguments, size - 2, "until")) {
            return 3;
        }
        return size > 1 && isWord(arguments, size - 2, "go") && isWord(arguments, size - 1, "on") ? 2 : 1;
    }

    private static boolean isWord(List<String> arguments, int index, String word) {
        return arguments.get(index).equalsIgnoreCase(word);
    }

    String phrase() {
        return keepUntil.map(day -> "keep until " + day).orElse(choice.word());
    }
}
