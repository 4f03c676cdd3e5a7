package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OptionsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path home;

    @Test
    void asOf_isTodayOrTheDayThatIsGiven() {
        assertThat(parsed(new AsOfOption()).orToday(TODAY)).isEqualTo(TODAY);
        assertThat(parsed(new AsOfOption(), "--as-of", "2031-03-01").orToday(TODAY))
                .isEqualTo(LocalDate.of(2031, 3, 1));
    }

    @Test
    void asOf_refusesADayThatHasNotCome_whenSomethingIsToBeDestroyed() {
        assertThat(parsed(new AsOfOption(), "--as-of", "2026-11-22").notAfter(TODAY))
                .isEqualTo(TODAY);
        assertThat(parsed(new AsOfOption()).notAfter(TODAY)).isEqualTo(TODAY);
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(
                        () -> parsed(new AsOfOption(), "--as-of", "2026-11-23").notAfter(TODAY))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ExitCode.REFUSED);
                    assertThat(error.next()).contains("keepuntil plan --as-of 2026-11-23");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "22.11.2026, 2026-11-22",
        "2026-2-3, for instance",
        "2026-02-30, no day 2026-02-30",
        "+12026-01-01, not a date",
        "today, not a date"
    })
    void asOf_saysHowToWriteADate_whenItIsNone(String value, String words) {
        assertThatExceptionOfType(CommandLine.ParameterException.class)
                .isThrownBy(() -> parsed(new AsOfOption(), "--as-of", value))
                .withMessageContaining("--as-of")
                .withMessageContaining(words);
    }

    @Test
    void format_isAWordInAnyCase_andTableWithoutOne() {
        assertThat(parsed(new FormatOption()).get()).isEqualTo(Format.TABLE);
        assertThat(parsed(new FormatOption(), "--format", "json").get()).isEqualTo(Format.JSON);
        assertThat(parsed(new FormatOption(), "--format=CSV").get()).isEqualTo(Format.CSV);
        assertThatExceptionOfType(CommandLine.ParameterException.class)
                .isThrownBy(() -> parsed(new FormatOption(), "--format", "xml"))
                .withMessageContaining("table, json, csv");
    }

    @Test
    void schedule_mayBeRepeated_andComesFromTheVariableOtherwise() throws IOException {
        Path one = Files.createDirectory(home.resolve("one"));
        Path two = Files.createDirectory(home.resolve("two"));
        environment.put("KEEPUNTIL_SCHEDULE", "~/two" + File.pathSeparator + one);

        assertThat(schedules("--schedule", one.toString(), "--schedule", two.toString())
                        .directories())
                .containsExactly(one, two);
        assertThat(schedules().directories()).containsExactly(two, one);
    }

    @Test
    void schedule_saysWhatToWrite_whenNoneIsGivenOrItIsNoDirectory() throws IOException {
        Path file = Files.writeString(home.resolve("schedule.yaml"), "");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> schedules().directories())
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ExitCode.USAGE);
                    assertThat(error.next()).contains("--schedule DIR", "KEEPUNTIL_SCHEDULE");
                });
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> schedules("--schedule", file.toString()).directories())
                .withMessageContaining("is a file");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() ->
                        schedules("--schedule", home.resolve("gone").toString()).directories())
                .withMessageContaining("does not exist");
    }

    private ScheduleOption schedules(String... args) {
        return parsed(new ScheduleOption(new Surroundings(environment, home, "login")), args);
    }

    private static <T> T parsed(T option, String... args) {
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("option", CommandLine.Model.CommandSpec.forAnnotatedObject(option)))
                .parseArgs(args);
        return option;
    }
}
