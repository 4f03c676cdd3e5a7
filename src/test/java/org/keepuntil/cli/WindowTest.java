package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.dispose.Pace;
import picocli.CommandLine;

class WindowTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T22:00:00Z"));
    private final AtomicBoolean signal = new AtomicBoolean();

    @ParameterizedTest
    @CsvSource({
        // across midnight, on the same day, and at the very minute, which is a day off
        "2026-11-23T22:00:00Z, 06:00, 2026-11-24T06:00:00Z",
        "2026-11-23T01:30:00Z, 06:00, 2026-11-23T06:00:00Z",
        "2026-11-23T06:00:00Z, 6:00,  2026-11-24T06:00:00Z",
        "2026-11-23T22:00:00Z, 00:00, 2026-11-24T00:00:00Z",
        // summer: six in London is five in UTC, and after 23:00 UTC it is tomorrow there
        "2026-07-01T22:30:00Z, 06:00, 2026-07-02T05:00:00Z",
        "2026-07-01T23:30:00Z, 00:15, 2026-07-02T23:15:00Z",
        // the night on which the clocks go back: half past one is shown twice, and the first that is to come counts
        "2026-10-24T22:00:00Z, 01:30, 2026-10-25T00:30:00Z",
        "2026-10-25T00:50:00Z, 01:30, 2026-10-25T01:30:00Z",
        "2026-10-25T01:50:00Z, 01:30, 2026-10-26T01:30:00Z",
        // the night on which they go forward: half past one is not shown at all
        "2026-03-28T23:00:00Z, 01:30, 2026-03-29T01:30:00Z"
    })
    void stopAt_isTheNextSuchTimeInTheSchedulesZone(String begins, String time, Instant ends) {
        now.set(Instant.parse(begins));
        Window window = window(List.of(LONDON), "--stop-at", time);

        assertThat(window.getAsBoolean()).isFalse();
        now.set(ends.minusNanos(1));
        assertThat(window.getAsBoolean()).isFalse();
        assertThat(window.heeded()).isEmpty();
        now.set(ends);
        assertThat(window.getAsBoolean()).isTrue();
        assertThat(window.heeded()).get().asString().contains("(Europe/London), as --stop-at asks");
    }

    @Test
    void stopAt_isTheFirstOfSeveral_whenSchedulesHaveSeveralZones() {
        Window window = window(List.of(LONDON, BERLIN), "--stop-at", "06:00");

        assertThat(window.end()).contains("at 06:00 on 2026-11-24 (Europe/Berlin), as --stop-at asks");
        now.set(Instant.parse("2026-11-24T05:00:00Z"));
        assertThat(window.getAsBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2h, 2026-11-24T00:00:00Z", "90m, 2026-11-23T23:30:00Z", "1H 30min, 2026-11-23T23:30:00Z"})
    void for_isALengthOfTimeFromTheBeginning(String length, Instant ends) {
        Window window = window(List.of(LONDON), "--for", length);

        now.set(ends.minusSeconds(1));
        assertThat(window.getAsBoolean()).isFalse();
        now.set(ends);
        assertThat(window.getAsBoolean()).isTrue();
        assertThat(window.heeded()).get().asString().endsWith("(Europe/London), as --for asks");
    }

    @Test
    void theEarlierCounts_whenBothAreGiven() {
        assertThat(window(List.of(LONDON), "--stop-at", "06:00", "--for", "2h").end())
                .contains("at 00:00 on 2026-11-24 (Europe/London), as --for asks");
        assertThat(window(List.of(LONDON), "--stop-at", "06:00", "--for", "12h").end())
                .contains("at 06:00 on 2026-11-24 (Europe/London), as --stop-at asks");
    }

    @Test
    void nothingEndsIt_butASignal_whenNoHoursAreGiven() {
        Window window = window(List.of(LONDON));

        now.set(Instant.parse("2036-01-01T00:00:00Z"));
        assertThat(window.getAsBoolean()).isFalse();
        assertThat(window.end()).isEmpty();
        signal.set(true);
        assertThat(window.heeded()).isEmpty();
        assertThat(window.getAsBoolean()).isTrue();
        assertThat(window.heeded()).contains("by a signal");
    }

    @Test
    void rate_isRecordsForASecond_whateverItIsWrittenIn() {
        assertThat(option().pace()).isEqualTo(Pace.DEFAULT);
        assertThat(option("--rate", "200/s").pace().perSecond()).isEqualTo(200);
        assertThat(option("--rate", "6000/m").pace().perSecond()).isEqualTo(100);
        assertThat(option("--rate", "1800/h").pace().perSecond()).isEqualTo(0.5);
    }

    @Test
    void workers_shareTheRate() {
        assertThat(option("--workers", "4").pace()).isEqualTo(Pace.DEFAULT.by(4));
        assertThat(option("--workers", "4", "--rate", "200/s").pace())
                .isEqualTo(Pace.DEFAULT.atMost(200).by(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--stop-at 24:00",
                "--workers 0",
                "--workers 17",
                "--workers all",
                "--stop-at 6am",
                "--for 0m",
                "--for 2",
                "--for -1h",
                "--rate 200",
                "--rate 0/s"
            })
    void whatIsNoTimeOrRate_isRefused_withAnExample(String line) {
        assertThatExceptionOfType(CommandLine.ParameterException.class)
                .isThrownBy(() -> option(line.split(" ")))
                .withMessageContaining("for instance");
    }

    private Window window(List<ZoneId> zones, String... line) {
        return option(line).from(clock(), zones, signal::get);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(instant(), zone);
            }

            @Override
            public Instant instant() {
                return Objects.requireNonNull(now.get());
            }
        };
    }

    private static WindowOption option(String... line) {
        WindowOption option = new WindowOption();
        CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
        spec.addMixin("hours", CommandLine.Model.CommandSpec.forAnnotatedObject(option));
        new CommandLine(spec).parseArgs(line);
        return option;
    }
}
