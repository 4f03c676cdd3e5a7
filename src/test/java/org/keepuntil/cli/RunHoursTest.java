package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;

/** A run that has only so many hours. */
class RunHoursTest {
    @TempDir
    private Path home;

    private Commands commands;
    private TestDatabase.Login operator;

    @BeforeEach
    void install() throws Exception {
        commands = Commands.installed(400, home);
        operator = commands.operator("night");
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    @Test
    void run_stopsBetweenTwoBatchesAndSaysWhy_andTheNextGoesOn_whenItsHoursAreOver() {
        long before = referrals();
        Commands.Result night = run(jumpsAfterTheFirstBatch(), "--rate", "10/s", "--for", "2h");

        assertThat(night.status()).as(night.toString()).isEqualTo(10);
        assertThat(night.err()).contains("This run stops at ", "(Europe/London), as --for asks");
        assertThat(night.out())
                .containsPattern(
                        "Stopped between two batches at .*, as --for asks\\. The next run goes on from there\\.");
        assertThat(commands.texts("select state from keepuntil.run")).containsExactly("interrupted");
        assertThat(referrals()).isEqualTo(before - 10);

        Commands.Result next = run(Clock.systemUTC());
        assertThat(next.status()).as(next.toString()).isZero();
        assertThat(next.out()).contains("Run 1,", "Run 2,");
        assertThat(commands.count("select done from keepuntil.progress where run = 1"))
                .isEqualTo(before - referrals())
                .isGreaterThan(20);
    }

    @Test
    void run_isNotDone_whenItsHoursAreOverBeforeItCouldPlanAnew() {
        run(jumpsAfterTheFirstBatch(), "--rate", "10/s", "--for", "2h");

        Commands.Result next =
                run(jumpsAfter("select 1 from keepuntil.run where finished_at is not null"), "--for", "2h");

        assertThat(next.status()).as(next.toString()).isEqualTo(10);
        assertThat(next.out())
                .contains("Run 1,", "finished", "Stopped between two batches at ")
                .doesNotContain("Run 2,");
    }

    private Clock jumpsAfterTheFirstBatch() {
        return jumpsAfter("select 1 from keepuntil.progress where position > 0");
    }

    /** A clock that is right until the query finds something, and three hours ahead from then on. */
    private Clock jumpsAfter(String query) {
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
                Instant now = Clock.systemUTC().instant();
                return commands.jdbc().queryForList(query).isEmpty() ? now : now.plus(Duration.ofHours(3));
            }
        };
    }

    private Commands.Result run(Clock clock, String... more) {
        List<String> line = new ArrayList<>(List.of("run", "--schedule", Commands.SCHEDULE.toString()));
        line.addAll(List.of(
                "--database",
                "postgresql://" + operator.user() + "@" + commands.database().hostAndPort() + "/"
                        + commands.database().name()));
        line.addAll(List.of(
                "--as-of", Commands.AS_OF, "--report", home.resolve("reports").toString()));
        line.addAll(List.of(more));
        return Commands.alone(home, Map.of("PGPASSWORD", operator.password()), clock, line.toArray(String[]::new));
    }

    private long referrals() {
        return commands.count("select count(*) from sees.referral");
    }
}
