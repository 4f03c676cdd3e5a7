package org.keepuntil.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.source.Nearest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A kind of hold in its own word: {@code subject-access}. */
final class HoldKindConverter implements ITypeConverter<HoldKind> {
    @Override
    public HoldKind convert(String value) {
        String word = value.strip().toLowerCase(Locale.ROOT).replace(' ', '-');
        List<String> words =
                Arrays.stream(HoldKind.values()).map(HoldKind::word).toList();
        return HoldKind.of(word)
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is no kind of hold. "
                        + Nearest.hint(word, words, "There are: " + String.join(", ", words) + ".")));
    }
}
