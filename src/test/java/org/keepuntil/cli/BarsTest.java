package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BarsTest {
    private static final Console FILE = Console.of(new StringWriter(), new StringWriter());

    private static Bars bars(long greatest, Console console, Map<String, String> environment) {
        return Bars.upTo(greatest, 60, console, new Surroundings(environment, Path.of("home"), "nobody"));
    }

    @Test
    void of_isInProportionToTheEighthOfAColumn() {
        Bars bars = bars(100, FILE, Map.of());

        assertThat(bars.of(0)).isEmpty();
        assertThat(bars.of(100)).isEqualTo("█".repeat(40));
        assertThat(bars.of(50)).isEqualTo("█".repeat(20));
        assertThat(bars.of(51)).isEqualTo("█".repeat(20) + "▍");
        assertThat(bars.of(1)).isEqualTo("▍");
    }

    @Test
    void of_canBeSeen_whenThereIsOneAmongMany() {
        assertThat(bars(1_000_000, FILE, Map.of()).of(1)).isEqualTo("▏");
        assertThat(bars(1_000_000, FILE.asTerminal(100), Map.of("LANG", "C")).of(1))
                .isEqualTo("#");
    }

    @Test
    void of_isOfPlainCharacters_whenTheTerminalShowsNoOthers() {
        Console terminal = FILE.asTerminal(100);

        assertThat(bars(100, terminal, Map.of("LANG", "en_GB.UTF-8")).of(50)).isEqualTo("█".repeat(20));
        assertThat(bars(100, terminal, Map.of("LANG", "en_GB.utf8")).of(50)).isEqualTo("█".repeat(20));
        assertThat(bars(100, terminal, Map.of("LANG", "en_GB.ISO-8859-1")).of(50))
                .isEqualTo("#".repeat(20));
        assertThat(bars(100, terminal, Map.of("LC_ALL", "C", "LANG", "en_GB.UTF-8"))
                        .of(50))
                .isEqualTo("#".repeat(20));
        assertThat(bars(100, terminal, Map.of()).of(50)).isEqualTo("#".repeat(20));
    }

    @Test
    void axis_namesNothingHalfAndAll_aboveTheirPlaces() {
        String axis = bars(77, FILE, Map.of()).axis();

        assertThat(axis).hasSize(40).startsWith("0 ").endsWith(" 80");
        assertThat(axis.indexOf("40") + 2).isEqualTo(20);
    }

    @Test
    void axis_leavesOutTheHalf_whenThereIsNoRoom() {
        Bars narrow = Bars.upTo(9_000_000, 95, FILE, new Surroundings(Map.of(), Path.of("home"), "nobody"));

        assertThat(narrow.axis()).isEqualTo("0 10,000,000");
    }
}
