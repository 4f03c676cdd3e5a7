package org.keepuntil.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.keepuntil.decide.Status;
import org.keepuntil.source.Nearest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A status in its own words, with spaces or hyphens: {@code referred to}, {@code referred-to}. */
final class StatusConverter implements ITypeConverter<Status> {
    @Override
    public Status convert(String value) {
        String word = value.strip().toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
        List<String> words = Arrays.stream(Status.values()).map(Status::word).toList();
        if (!words.contains(word)) {
            throw new TypeConversionException("'" + value + "' is no status. "
                    + Nearest.hint(word, words, "There are: " + String.join(", ", words) + "."));
        }
        return Status.ofWord(word);
    }
}
