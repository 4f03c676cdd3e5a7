package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console = Console.of(out, err);
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void table_alignsNumbersRight_withCommasBetweenThousands() {
        new Table("class", "records", "status")
                .row("referral", 1_234_567, "retained")
                .row("invoice", 12L, null)
                .print(console);

        assertThat(out.toString().lines())
                .containsExactly(
                        "class       records  status", // the header stands over its column, on the same side
                        "referral  1,234,567  retained",
                        "invoice          12");
    }

    @Test
    void table_neverWraps_whenNobodyReadsItOnATerminal() {
        String sentence = "kept until age 25 ".repeat(20).strip();

        new Table("class", "why").row("referral", sentence).print(console);

        assertThat(out.toString().lines()).hasSize(2).last().isEqualTo("referral  " + sentence);
    }

    @Test
    void table_wrapsTheLastColumn_whenATerminalIsTooNarrow() {
        new Table("class", "why")
                .row("referral", "the child attains the age of 25 on 2031-03-01")
                .print(console.asTerminal(40));

        assertThat(out.toString().lines())
                .containsExactly(
                        "class     why", "referral  the child attains the age of", "          25 on 2031-03-01");
    }

    @Test
    void table_defusesControlCharacters_whenAValueHoldsThem() {
        new Table("key").row("a\u001b[31m\nb").print(console);

        assertThat(out.toString().lines()).containsExactly("key", "a?[31m?b");
    }

    @Test
    void table_countsCharactersNotCodeUnits_whenTextLiesOutsideTheBasicPlane() {
        new Table("a", "b").row("😀", "x").row("yy", "z").print(console);

        assertThat(out.toString().lines()).containsExactly("a   b", "😀   x", "yy  z");
    }

    @Test
    void csv_isExact_whateverTheValues() {
        new Csv(out).row("class", "key", 1234567, null, "").row("a,b", "say \"x\"", "line\nbreak", "=1+1", " x ");

        assertThat(out)
                .hasToString("class,key,1234567,,\"\"\r\n\"a,b\",\"say \"\"x\"\"\",\"line\nbreak\",=1+1, x \r\n");
    }

    @Test
    void json_keepsTheOrderOfComponentsAndSortsKeysOfMaps() {
        Document document =
                new Document(LocalDate.of(2026, 11, 22), "é", Map.of("b", 2L, "a", 1L, "c", 3L), List.of(), null);

        String expected = """
                {
                  "zone": "2026-11-22",
                  "name": "é",
                  "counts": {
                    "a": 1,
                    "b": 2,
                    "c": 3
                  },
                  "list": [],
                  "missing": null
                }
                """;
        assertThat(Json.of(document)).isEqualTo(expected);
        Json.write(document, out);
        Json.write(List.of(1), out);
        assertThat(out).hasToString(expected + "[\n  1\n]\n");
    }

    private record Document(
            LocalDate zone,
            String name,
            Map<String, Long> counts,
            List<String> list,
            @Nullable String missing) {}

    @Test
    void progress_writesALineEveryTwoSecondsAndOneAtTheEnd_whenThereIsNoTerminal() {
        Progress progress = Progress.of(console, "Destroying", 20_000, nanos::get);
        progress.at(1);
        nanos.set(1_999_999_999L);
        progress.at(5_000);
        nanos.set(2_000_000_000L);
        progress.at(7_000);
        nanos.set(3_000_000_000L);
        progress.add(1_000);
        nanos.set(4_000_000_000L);
        progress.add(1_000);
        progress.at(20_000);
        progress.close();
        progress.close();

        assertThat(err.toString().lines())
                .containsExactly(
                        "Destroying: 7,000 of 20,000 (35 %)",
                        "Destroying: 9,000 of 20,000 (45 %)", "Destroying: 20,000 of 20,000 (100 %)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void progress_isABarOnOneLine_whenThereIsATerminal() {
        try (Progress progress = Progress.of(console.asTerminal(60), "Destroying", 20_000)) {
            progress.at(20_000);
        }

        assertThat(err.toString())
                .startsWith("\r")
                .contains("Destroying", "100%")
                .endsWith(System.lineSeparator());
        assertThat(err.toString().lines().flatMap(line -> List.of(line.split("\r")).stream()))
                .allSatisfy(picture -> assertThat(picture).hasSizeLessThan(60));
    }

    @Test
    void progress_saysNothing_whenTheConsoleIsQuiet() {
        try (Progress progress = Progress.of(console.asTerminal(60).quietly(), "Destroying", 0, nanos::get)) {
            nanos.set(5_000_000_000L);
            progress.at(0);
        }

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void progress_doesNotDivideByNought_whenThereIsNothingToDo() {
        Progress.of(console, "Destroying", 0).close();

        assertThat(err.toString().strip()).isEqualTo("Destroying: 0 of 0");
    }

    @Test
    void console_coloursOnlyWhereColourIsWanted() {
        Console coloured = new Console(console.in(), console.out(), console.err(), true, true, 80, true, false);

        assertThat(coloured.red("x")).isEqualTo("\u001b[31mx\u001b[0m");
        assertThat(coloured.withoutColour().red("x")).isEqualTo("x");
        assertThat(Console.widthOf("132")).isEqualTo(132);
        assertThat(Console.widthOf("7")).isEqualTo(40);
        assertThat(Console.widthOf("wide")).isEqualTo(100);
        assertThat(Console.widthOf(null)).isEqualTo(100);
    }
}
