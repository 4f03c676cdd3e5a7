package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/** Whatever a file says, reading it ends with a result or with problems, each at a place in the file. */
class FuzzTest {
    private static final Path RESOURCES = Path.of("src/test/resources/org/keepuntil/binding");
    private static final int TIMES = 1_500;
    private static final List<String> BITS = List.of(
            ":",
            ": ",
            "\n",
            "  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "#",
            "&a ",
            "*a",
            "|",
            ">",
            "!",
            "?",
            ",",
            "\t",
            "0",
            "99999999999",
            "or",
            "and",
            " of ",
            "year",
            "until",
            "until age",
            "not",
            "missing",
            "any ",
            "else ",
            "latest of",
            "\u0000",
            "\u2028",
            "\ud83d\ude00",
            "İ",
            "~",
            "---\n",
            "%",
            "null",
            "<<: ",
            "é",
            "->",
            "each ");

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void load_neverThrows_whateverIsChangedInTheFiles() throws IOException {
        for (String folder : List.of("sample", "planted")) {
            String schedule = Files.readString(RESOURCES.resolve(folder).resolve("schedule.yaml"));
            String binding = Files.readString(RESOURCES.resolve(folder).resolve("binding.yaml"));
            for (int i = 0; i < TIMES; i++) {
                String first = random.nextInt(3) == 0 ? schedule : mutated(schedule);
                String second = mutated(binding);
                assertThatCode(() -> read(first, second))
                        .as("seed %s:%n%s%n===%n%s", seed, first, second)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static void read(String scheduleText, String bindingText) {
        Problems problems = new Problems();
        var scheduleFile = YamlFile.of("schedule.yaml", scheduleText, problems);
        var bindingFile = YamlFile.of("binding.yaml", bindingText, problems);
        var schedule = scheduleFile.flatMap(f -> ScheduleParser.draft(f, problems));
        schedule.ifPresent(s -> bindingFile.ifPresent(f -> BindingParser.draft(f, s, problems)));
        assertThat(problems.render()).isNotNull();
        int inSchedule = lines(scheduleText);
        int inBinding = lines(bindingText);
        assertThat(problems.all())
                .allMatch(p -> p.place().column() >= 1 && p.place().line() >= 1)
                .allMatch(p -> p.place().line() <= (p.place().file().equals("schedule.yaml") ? inSchedule : inBinding));
    }

    private static int lines(String text) {
        return text.split("\r\n|\r|\n", -1).length;
    }

    private String mutated(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(changed.length());
            int end = Math.min(changed.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> changed.delete(at, end);
                case 1 -> changed.insert(at, BITS.get(random.nextInt(BITS.size())));
                case 2 -> changed.replace(at, end, BITS.get(random.nextInt(BITS.size())));
                case 3 ->
                    changed.insert(at, changed.substring(at, Math.min(changed.length(), at + random.nextInt(80))));
                default -> changed.setCharAt(at, (char) random.nextInt(0x250));
            }
            if (changed.length() == 0) {
                return "";
            }
        }
        return changed.toString();
    }
}
