package org.keepuntil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.app.demo.SampleDatabase;
import org.keepuntil.control.Roles;
import org.keepuntil.testing.Approving;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** The program as a process of its own: what a signal does to it, and the demonstration. */
@Timeout(300)
class KeepuntilTest {
    @TempDir
    private Path temp;

    @Test
    void run_endsBetweenTwoBatchesWithItsOwnStatus_whenASignalComes() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            SampleDatabase.create(database.dataSource(), 6000, progress -> {});
            TestDatabase.Login dba = database.login("dba");
            database.execute("alter role \"" + dba.user() + "\" superuser");
            assertThat(start(dba, "init").waitFor()).isZero();
            Approving.everything(database.dataSource());
            TestDatabase.Login operator =
                    database.login("night", Roles.of(database.name()).operator());
            database.execute("""
                    create table public.pace as select 0.002 as seconds;
                    create function sees.linger() returns trigger language plpgsql security definer as $$
                    begin perform pg_catalog.pg_sleep(seconds) from public.pace; return old; end $$;
                    create trigger linger before delete on sees.referral for each row execute function sees.linger();""");

            Process run = start(operator, "run", "--as-of", SampleDatabase.AS_OF.toString());
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            while (jdbc.queryForList("select 1 from keepuntil.progress where done > 0")
                    .isEmpty()) {
                assertThat(run.isAlive()).as(said()).isTrue();
                Thread.sleep(20);
            }
            run.destroy();

            assertThat(run.waitFor()).as(said()).isEqualTo(10);
            assertThat(said()).contains("Run 1", "interrupted", "by a signal", "The next run goes on from there");
            assertThat(jdbc.queryForObject("select state from keepuntil.run", String.class))
                    .isEqualTo("interrupted");
            database.execute("update public.pace set seconds = 0");
            assertThat(start(operator, "run", "--as-of", SampleDatabase.AS_OF.toString())
                            .waitFor())
                    .as(said())
                    .isZero();
            assertThat(jdbc.queryForList("select state from keepuntil.run order by id", String.class))
                    .containsExactly("finished", "finished");
        }
    }

    @Test
    void demo_showsAllOfIt_andAgain() throws Exception {
        Path demoHome = temp.resolve("demo");
        Map<String, String> environment = Map.of("KEEPUNTIL_DEMO_HOME", demoHome.toString());
        Process none = start(environment, "plan", "--database", "demo");
        assertThat(none.waitFor()).as(said()).isEqualTo(4);
        assertThat(said()).contains("Run `keepuntil demo` first");

        for (int time = 1; time <= 2; time++) {
            Process demo = start(environment, "demo", "--children", "1000");
            assertThat(demo.waitFor()).as(said()).isZero();
            assertThat(said())
                    .contains(
                            "$ keepuntil init --database demo",
                            "$ keepuntil plan --database demo",
                            "Hold 1 is placed",
                            "Run 1, as of ",
                            "There is no such record any more",
                            "undetermined",
                            "What to do now")
                    .doesNotContain("Does not add up");
            assertThat(temp.resolve("keepuntil-demo/run-1/report.html")).isNotEmptyFile();
        }

        Process again = start(environment, "run", "--database", "demo");
        assertThat(again.waitFor()).as(said()).isZero();
        assertThat(said()).contains("Nothing was due");
    }

    @Test
    void demo_playsAnotherSchedule_andCommandsAfterItAreAboutThat() throws Exception {
        Map<String, String> environment =
                Map.of("KEEPUNTIL_DEMO_HOME", temp.resolve("demo").toString());

        Process demo = start(environment, "demo", "--schedule", "leeds-jess-cluster");
        assertThat(demo.waitFor()).as(said()).isZero();
        assertThat(said())
                .contains(
                        "$ keepuntil plan --as-of 2026-11-01 --database demo",
                        "Hold 1 is placed: support JS-",
                        "There is no such record any more",
                        "schedules/leeds-jess-cluster")
                .doesNotContain("Does not add up");

        Process list = start(environment, "plan", "--database", "demo", "--as-of", "2026-11-01", "--class", "evidence");
        assertThat(list.waitFor()).as(said()).isZero();
        assertThat(said()).contains("Supporting evidence, seen and checked (evidence): 10 records");
    }

    private Process start(TestDatabase.Login login, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(args));
        line.addAll(List.of(
                "--schedule",
                Path.of("schedules/south-essex-extended-services")
                        .toAbsolutePath()
                        .toString()));
        return start(Map.of("KEEPUNTIL_DATABASE", login.url()), line.toArray(String[]::new));
    }

    private Process start(Map<String, String> environment, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dkeepuntil.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.keepuntil.app.Keepuntil"));
        line.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("said").toFile());
        Map<String, String> around = new HashMap<>(environment);
        around.put("XDG_CONFIG_HOME", temp.resolve("config").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("KEEPUNTIL_"));
        builder.environment().putAll(around);
        Process process = builder.start();
        process.onExit().orTimeout(200, TimeUnit.SECONDS);
        return process;
    }

    private String said() throws IOException {
        return Files.readString(temp.resolve("said"));
    }
}
