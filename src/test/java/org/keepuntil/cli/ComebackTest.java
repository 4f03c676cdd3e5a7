package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.Returned;
import org.keepuntil.report.Matter;
import org.keepuntil.report.Matters;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A record comes back that was destroyed: somebody has copied it in again, or restored a table. */
class ComebackTest {
    @TempDir
    private Path home;

    private Commands commands;
    private TestDatabase.Login operator;
    private long gone;

    @BeforeEach
    void destroy() throws Exception {
        commands = Commands.onEmpty(home);
        commands.database().execute("""
                create schema app;
                create table app.note (box integer, number text collate "C", made_on date not null, primary key (box, number));
                insert into app.note select n % 3, 'N/' || n, date '2000-01-01' + n from generate_series(1, 30) n;
                insert into app.note select n % 3, 'N/' || n, current_date from generate_series(31, 50) n""");
        Path schedule = Files.createDirectories(home.resolve("notes"));
        Files.writeString(schedule.resolve("schedule.yaml"), """
                schedule: notes
                title: Notes
                version: 2026-01
                adopted: { by: Board, on: 2026-01-01, minute: 1 }
                time zone: Europe/London
                records:
                  note:
                    title: Note
                    events: [made]
                rules:
                  - id: note-2
                    records: note
                    keep: 2 years after made
                    then: destroy
                    basis: need
                    authority: kept for 2 years
                """);
        Files.writeString(schedule.resolve("binding.yaml"), """
                records:
                  note:
                    table: app.note
                    open while: never
                    events: { made: made_on }
                    cap: none
                """);
        ends(0, commands.run(commands.superuser(), "init", "--schedule", schedule.toString()));
        operator = commands.operator("night");
        ends(0, night());
        gone = 50 - commands.count("select count(*) from app.note");
        assertThat(gone).isEqualTo(30);
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    private Commands.Result night(String... more) {
        return notes(
                "run",
                more.length == 0 ? List.of("--report", home.resolve("reports").toString()) : List.of(more));
    }

    private Commands.Result notes(String verb, List<String> more) {
        List<String> line = new ArrayList<>(List.of(verb.split(" ")));
        line.addAll(more);
        line.addAll(List.of("--schedule", home.resolve("notes").toString()));
        return commands.run(operator, line.toArray(String[]::new));
    }

    private static Commands.Result ends(int status, Commands.Result result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        return result;
    }

    private List<Matter> returned() {
        return Matters.of(operator.dataSource()).waiting(LocalDate.EPOCH).stream()
                .filter(matter -> matter.kind() == Matter.Kind.RETURNED)
                .toList();
    }

    private String report(int run) throws IOException {
        return Files.readString(home.resolve("reports/run-" + run + "/report.html"));
    }

    private List<Entry> logged(String kind) {
        List<Entry> found = new ArrayList<>();
        AuditLog.of(JdbcClient.create(operator.dataSource()))
                .search(List.of("\t" + kind + "\t"), searched -> {}, (index, entry) -> {
                    if (entry.kind().equals(kind)) {
                        found.add(entry);
                    }
                });
        return found;
    }

    @Test
    void run_namesWhatIsThereAgain_once_andDestroysItAgain_whenItIsDueStill() throws Exception {
        assertThat(ends(0, night()).out()).doesNotContain("there again");
        assertThat(returned()).isEmpty();
        assertThat(report(2))
                .contains("held 20 records that are there against the log: none of them was destroyed before");
        commands.database().execute("insert into app.note values (1, 'N/7', '2000-01-08'), (9, 'N/9', '2000-01-10')");

        Commands.Result run = ends(0, night());

        assertThat(run.out())
                .contains("1 record of note is there again, and the log says that they are gone.")
                .doesNotContain("N/7");
        assertThat(logged("returned")).singleElement().satisfies(entry -> {
            Returned returned = (Returned) entry;
            assertThat(returned.run()).isEqualTo(3);
            List<Disposed> disposals = logged("disposal").stream()
                    .map(Disposed.class::cast)
                    .filter(each -> each.reference().equals(returned.reference()))
                    .toList();
            assertThat(disposals).extracting(Disposed::run).containsExactly(1L, 3L);
        });
        assertThat(commands.count("select count(*) from app.note where number = 'N/7'"))
                .isZero();
        assertThat(returned()).extracting(Matter::what, Matter::count).containsExactly(Assertions.tuple("note", 1L));
        assertThat(report(3))
                .contains("1 of them had been destroyed before, and had come back; see section 7")
                .contains("Note: 1 record had come back when the run began.");
        assertThat(ends(0, night()).out()).doesNotContain("there again");
        assertThat(returned()).isEmpty();
        assertThat(
                        commands.jdbc()
                                .queryForList(
                                        "select run, looked, found, reached is null as whole from keepuntil.watch order by run"))
                .containsExactly(
                        Map.of("run", 2L, "looked", 20L, "found", 0L, "whole", true),
                        Map.of("run", 3L, "looked", 22L, "found", 1L, "whole", true),
                        Map.of("run", 4L, "looked", 20L, "found", 0L, "whole", true));
    }

    @Test
    void reconcile_listsWhatTheScheduleKeepsNow_andARunSaysItUntilSomebodyHasLooked() {
        commands.database().execute("insert into app.note values (1, 'N/7', current_date)");

        Commands.Result list = ends(0, notes("audit reconcile", List.of()));
        assertThat(list.out())
                .containsPattern("note +1/N\\\\?/7 +1 +note-2 +\\d+ +retained")
                .contains("1 record of them: retained. The schedule does not let them go now");
        assertThat(ends(0, notes("audit reconcile", List.of("--format", "csv"))).out())
                .contains("class,key,gone in run,rule,entry,status")
                .containsPattern("(?m)^note,1/N\\\\?/7,1,note-2,\\d+,retained$");
        assertThat(ends(0, notes("audit reconcile", List.of("--format", "csv", "--as-of", "2999-01-01")))
                        .out())
                .containsPattern("(?m)^note,1/N\\\\?/7,1,note-2,\\d+,(due|awaiting approval)$");
        assertThat(returned()).extracting(Matter::count).containsExactly(1L);
        assertThat(ends(0, night()).out()).contains("1 record of note is there again");
        assertThat(returned()).extracting(Matter::count).containsExactly(1L);
        assertThat(ends(0, night()).out()).contains("1 record of note is there again");
        assertThat(returned()).extracting(Matter::count).containsExactly(1L);
        assertThat(logged("returned"))
                .as("found by a person first, and known since")
                .isEmpty();
        assertThat(commands.texts("select class from keepuntil.returned where run is null"))
                .containsExactly("note");
    }

    /** The position is that of a key of two columns, one of them text. */
    @Test
    void theNextRun_goesOnWhereTheLastStopped() {
        ends(0, night());
        commands.database().execute("insert into app.note values (0, 'N/6', current_date), (2, 'N/8', current_date)");
        commands.database().execute("update keepuntil.watch set reached = array['1', 'N/49']");

        ends(0, night());
        assertThat(logged("returned")).hasSize(1);
        assertThat(commands.count("select looked from keepuntil.watch where run = 3"))
                .isEqualTo(commands.count("select count(*) from app.note where (box, number) > (1, 'N/49')"));

        assertThat(returned()).extracting(Matter::count).containsExactly(1L);

        ends(0, night());
        assertThat(logged("returned")).hasSize(2);
        assertThat(returned())
                .as("a look that took two nights")
                .extracting(Matter::count)
                .containsExactly(2L);
    }

    @Test
    void prove_saysThatItIsThereAgain() {
        commands.database().execute("insert into app.note values (1, 'N/7', current_date)");
        ends(0, night());

        Commands.Result proven = ends(0, notes("audit prove", List.of("note", "1", "N/7")));

        assertThat(proven.out())
                .contains("There is such a record in the database now.", "It was destroyed in run 1")
                .containsPattern("Run 2 found it there again, though entry \\d+ says that it is gone\\.");
    }
}
