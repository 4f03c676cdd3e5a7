package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Late;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.sums.RunSums;
import org.keepuntil.control.RunState;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.dispose.LoggedRows;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.hold.Scope;
import org.keepuntil.residue.LevelRows;
import org.keepuntil.testing.ControlFindings;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.Tampering;

/** Rows that refer to a record by a link, and of which nobody knew when it went. */
class LateLinksTest {
    private static final String BINDING = """
            events: { closing: closed }
            components: [note, comment]
            links:
              - note.case_ref -> file.ref
              - claim.case_ref -> file.ref
              - bookmark.case_ref -> file.ref
              - bookmark.note -> note.id
            related: { claim.case_ref: keep, bookmark.case_ref: unlink, bookmark.note: unlink }
            """;
    private static final String TABLES = """
            create table app.file (no int primary key, ref text unique, closed date);
            create table app.note (id int primary key, case_ref text, file_no int references app.file);
            create table app.comment (id int primary key, note int not null references app.note);
            create table app.claim (id int primary key, case_ref text);
            create table app.bookmark (id int primary key, case_ref text, note int);
            insert into app.file values (1, 'R1', '2010-01-01'), (2, 'R2', '2026-01-01');
            insert into app.note values (1, 'R1'), (2, 'R2');
            insert into app.comment values (1, 1), (2, 2);
            """;
    private static final String LATE = """
            insert into app.note values (3, 'R1'), (4, 'R2');
            insert into app.comment values (3, 3), (4, 4);
            insert into app.bookmark values (1, 'R1', null), (2, 'R2', 3), (3, 'R2', 4);
            """;

    @TempDir
    Path folder;

    private final LinkedSchema schema = new LinkedSchema();

    @AfterEach
    void dropDatabase() throws Exception {
        assertThat(ControlFindings.of(schema.sample().superuser(), new LoggedRows(), new LevelRows(), new RunSums()))
                .isEmpty();
        schema.close();
    }

    @Test
    void whatAnOlderTransactionWrote_goesInTheNextRun() throws Exception {
        schema.make(folder, BINDING, TABLES);
        try (Connection application = schema.sample().superuser().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute(LATE);
            schema.run();
            assertThat(findings("waiting"))
                    .containsExactly(
                            "app.bookmark.case_ref 1",
                            "app.bookmark.note 1",
                            "app.claim.case_ref 1",
                            "app.note.case_ref 1");
            application.commit();
        }
        assertThat(ids("note")).isEqualTo("2,3,4");

        Night next = schema.run();

        assertThat(next.stopped()).isEmpty();
        assertThat(ids("note")).isEqualTo("2,4");
        assertThat(ids("comment")).isEqualTo("2,4");
        assertThat(
                        schema.rows(
                                "select concat_ws(' ', id, coalesce(case_ref, '-'), coalesce(note::text, '-')) from app.bookmark order by id"))
                .containsExactly("1 - -", "2 R2 -", "3 R2 4");
        String reference = schema.entries(Disposed.class).get(0).reference();
        assertThat(schema.entries(Late.class))
                .containsExactlyInAnyOrder(
                        new Late(
                                2,
                                "file",
                                reference,
                                "app.note.case_ref -> app.file.ref",
                                Map.of("app.note", 1L, "app.comment", 1L),
                                Map.of("app.bookmark", 1L)),
                        new Late(
                                2,
                                "file",
                                reference,
                                "app.bookmark.case_ref -> app.file.ref",
                                Map.of(),
                                Map.of("app.bookmark", 1L)));
        assertThat(findings("removed")).containsExactly("app.note.case_ref 2");
        assertThat(findings("unlinked")).containsExactly("app.bookmark.case_ref 1", "app.note.case_ref 1");
        assertThat(schema.rows("select id::text from keepuntil.gone_value")).isEmpty();
        Tampering.isNamed(
                schema.sample().superuser(),
                LoggedRows::new,
                "link_finding",
                " where run = 2 and link like 'app.note%'",
                "keepuntil.link_finding, row of run 2, file, app.note.case_ref -> app.file.ref",
                true,
                "removed",
                "unlinked");
    }

    @Test
    void whatIsWrittenByTheTimeTheOlderTransactionsEnd_goesInTheSameRun() throws Exception {
        schema.make(folder, BINDING, TABLES);
        try (Connection application = schema.sample().superuser().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute(LATE);
            Night night = begin();
            CompletableFuture<Void> commit = CompletableFuture.runAsync(
                    () -> {
                        try {
                            application.commit();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS));
            night.searchAgain();
            commit.join();
            end(night);
        }
        assertThat(ids("note")).isEqualTo("2,4");
        assertThat(schema.rows("select id::text from keepuntil.gone_value")).isEmpty();
    }

    @Test
    void aValueThatANewRecordHasByNow_isThatRecords() throws Exception {
        schema.make(folder, BINDING, TABLES);
        schema.jdbc().execute("insert into app.note values (7, 'R7')");
        late(
                "insert into app.note values (3, 'R1'); insert into app.bookmark values (1, 'R1', null)",
                () -> schema.jdbc().execute("insert into app.file values (9, 'R1', '2026-01-01')"));

        assertThat(ids("note")).isEqualTo("2,3,7");
        assertThat(schema.rows("select case_ref from app.bookmark")).containsExactly("R1");
        assertThat(schema.entries(Late.class)).isEmpty();
        assertThat(schema.rows("select id::text from keepuntil.gone_value")).isEmpty();
    }

    @Test
    void whatStays_isCounted_andWhatBelongsToAnotherRecordTooIsLeftToIt() throws Exception {
        schema.make(folder, BINDING, TABLES);
        late(
                "insert into app.note values (3, 'R1', 2), (4, 'R1', null)",
                () -> schema.jdbc().execute("insert into app.claim values (1, 'R1'), (2, 'R1')"));

        assertThat(ids("note")).isEqualTo("2,3");
        assertThat(findings("kept")).containsExactly("app.claim.case_ref 2", "app.note.case_ref 1");
        assertThat(findings("removed")).containsExactly("app.note.case_ref 1");
    }

    @Test
    void aHoldOnTheClass_keepsWhatCameLate_untilItIsReleased() throws Exception {
        schema.make(folder, BINDING, TABLES);
        TokenKey key = schema.sample().tokens();
        Holds holds = Holds.of(schema.sample().superuser(), () -> key);
        late(
                "insert into app.note values (3, 'R1')",
                () -> holds.place(new NewHold(
                        "file",
                        Optional.empty(),
                        HoldKind.LITIGATION,
                        "a court",
                        Optional.empty(),
                        "a claim",
                        Optional.empty())));
        assertThat(ids("note")).isEqualTo("2,3");

        holds.release(1, "settled");
        released("2026-11-01");
        schema.run();
        assertThat(ids("note")).as("within the days of grace").isEqualTo("2,3");

        released("2026-09-01");
        schema.run();
        assertThat(ids("note")).isEqualTo("2");
    }

    @Test
    void aHoldByCondition_keepsWhatCameLate_forNobodyKnowsWhetherItWouldHaveHeld() throws Exception {
        schema.make(folder, BINDING, TABLES);
        TokenKey key = schema.sample().tokens();
        Holds holds = Holds.of(schema.sample().superuser(), () -> key);
        late(
                "insert into app.note values (3, 'R1')",
                () -> holds.place(hold(new Scope.OfCondition("file", List.of("closing: before 1950-01-01")))));
        assertThat(ids("note")).isEqualTo("2,3");
    }

    @Test
    void aHoldOnAPerson_keepsTheLateRowsThatAreIt() throws Exception {
        schema.make(folder, BINDING, TABLES);
        TokenKey key = schema.sample().tokens();
        Holds holds = Holds.of(schema.sample().superuser(), () -> key);
        late(
                "insert into app.note values (3, 'R1'), (4, 'R1')",
                () -> holds.place(hold(new Scope.OfPerson("app", "note", List.of("3")))));
        assertThat(ids("note")).isEqualTo("2,3");
    }

    private static NewHold hold(Scope scope) {
        return new NewHold(
                scope, HoldKind.LITIGATION, "a court", Optional.empty(), "a claim", Optional.empty(), Optional.empty());
    }

    /** As if the hold had been released on another day. */
    private void released(String day) {
        schema.jdbc()
                .execute(
                        "begin; set local session_replication_role = replica; update keepuntil.hold set released_at = '"
                                + day + "'; commit");
    }

    @Test
    void aRunThatIsCutOffBeforeItSearchedAgain_isFinishedByTheNext() throws Exception {
        schema.make(folder, BINDING, TABLES);
        Night night = begin();
        schema.jdbc().execute("insert into app.note values (3, 'R1')");

        Night other = schema.sample().night(() -> false, new SampleNight.Listener());
        other.takeUp(night.run());
        other.plan();
        other.dispose();
        other.searchAgain();
        end(other);

        assertThat(other.run().state()).isEqualTo(RunState.FINISHED);
        assertThat(ids("note")).isEqualTo("2");
        assertThat(schema.entries(Late.class)).hasSize(1);
    }

    @Test
    void valuesOfALinkThatIsDeclaredNoMore_areForgottenAndCounted() throws Exception {
        schema.make(folder, BINDING, TABLES);
        late(
                "insert into app.note values (3, 'R9')",
                () -> schema.jdbc()
                        .execute(
                                "update keepuntil.gone_value set link = 'app.old.ref -> app.file.ref' where link like 'app.claim%'"));

        assertThat(findings("dropped")).containsExactly("app.old.ref 1");
        assertThat(schema.rows("select id::text from keepuntil.gone_value")).isEmpty();
    }

    @Test
    void rowsThatLedNowhereBefore_areCountedAndStay() throws Exception {
        schema.make(folder, BINDING, TABLES + """
                insert into app.note values (8, 'nobody'), (9, null);
                insert into app.claim values (8, 'nobody'), (9, 'R2');
                """);
        Night night = schema.run();

        assertThat(ids("note")).isEqualTo("2,8,9");
        assertThat(findings("orphans")).containsExactly("app.claim.case_ref 1", "app.note.case_ref 1");
        assertThat(night.links()).filteredOn(LinkFinding::says).hasSize(2);
    }

    private interface Change {
        void make() throws Exception;
    }

    /** A row is written by a transaction that ends after the first run; then something else happens, and the second run comes. */
    private void late(String insert, Change then) throws Exception {
        try (Connection application = schema.sample().superuser().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute(insert);
            end(begin());
            application.commit();
        }
        then.make();
        assertThat(schema.run().stopped()).isEmpty();
    }

    private Night begin() throws Exception {
        Night night = schema.sample().night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
        night.dispose();
        assertThat(ids("file")).isEqualTo("2");
        return night;
    }

    private static void end(Night night) {
        night.list();
        night.seal();
    }

    /** Of the last run. */
    private List<String> findings(String what) {
        return schema.rows("select split_part(link, ' ', 1) || ' ' || " + what + " from keepuntil.link_finding where "
                + what + " > 0 and run = (select max(run) from keepuntil.link_finding) order by 1");
    }

    private String ids(String table) {
        String id = table.equals("file") ? "no" : "id";
        return String.join(",", schema.rows("select " + id + "::text from app." + table + " order by " + id));
    }
}
