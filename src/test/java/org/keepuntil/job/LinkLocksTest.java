package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.control.Roles;
import org.keepuntil.plan.Grants;

/** Rows that no foreign key keeps out while a record is decided: nobody writes to their table meanwhile. */
class LinkLocksTest {
    private static final String TABLES = """
            create table app.file (no int primary key, ref text unique, closed date);
            create table app.note (id int primary key, case_ref text, made_on date);
            create table app.claim (id int primary key, case_ref text);
            insert into app.file values (1, 'R1', '2010-01-01'), (2, 'R2', '2010-01-01');
            insert into app.note values (1, 'R1', '2010-01-01'), (2, 'R2', '2010-01-01');
            """;

    @TempDir
    Path folder;

    private final LinkedSchema schema = new LinkedSchema();

    @AfterEach
    void dropDatabase() {
        schema.close();
    }

    @Test
    void aRowThatIsBeingWrittenAndWouldChangeTheDecision_putsTheRecordsOff() throws Exception {
        schema.make(folder, """
                events: { closing: closed, last note: latest of note.made_on else closing }
                components: [note]
                links: [note.case_ref -> file.ref]
                """, TABLES, "6 years after last note");
        try (Connection application = schema.sample().superuser().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("insert into app.note values (3, 'R1', '2026-01-01')");

            Night night = schema.run();

            application.commit();
            assertThat(night.reconciliation().done()).isZero();
            assertThat(night.reconciliation().failed()).isEqualTo(2);
            assertThat(schema.rows("select reason from keepuntil.outcome")).containsExactly("locked", "locked");
        }
        schema.run();
        assertThat(schema.rows("select ref from app.file")).containsExactly("R1");
    }

    @Test
    void aRowThatIsBeingWrittenAndWouldKeepTheRecord_putsTheRecordsOff() throws Exception {
        schema.make(folder, """
                events: { closing: closed }
                components: [note]
                links: [note.case_ref -> file.ref, claim.case_ref -> file.ref]
                related: { claim.case_ref: keep }
                """, TABLES);
        try (Connection application = schema.sample().superuser().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("insert into app.claim values (3, 'R1')");
            assertThat(schema.run().reconciliation().failed()).isEqualTo(2);
            application.commit();
        }
        schema.run();
        assertThat(schema.rows("select ref from app.file")).containsExactly("R1");
    }

    @Test
    void aPersonWhoIsNotThereYet_isWaitedFor_andOneWhoIsThereIsNot() throws Exception {
        schema.make(folder, """
                events: { closing: closed }
                facts: { in care: person.kind }
                links: [file.child -> person.nhs_no]
                """, """
                create table app.person (nhs_no text unique, kind text);
                create table app.file (no int primary key, child text, closed date);
                insert into app.person values ('A', null);
                insert into app.file values (1, 'A', '2010-01-01'), (2, 'B', '2010-01-01'), (3, null, '2010-01-01');
                """, "6 years after closing", "when: { in care: missing }");
        try (Connection application = schema.sample().superuser().getConnection();
                Statement statement = application.createStatement()) {
            application.setAutoCommit(false);
            statement.execute("insert into app.person values ('B', 'inside')");
            schema.run();
            application.commit();
        }
        assertThat(schema.rows("select no::text from app.file")).containsExactly("2");
    }

    @Test
    void theRightToLockATable_isAskedForAndGranted() throws Exception {
        schema.make(folder, """
                events: { closing: closed }
                components: [note]
                links: [note.case_ref -> file.ref, claim.case_ref -> file.ref]
                related: { claim.case_ref: keep }
                """, TABLES);
        Roles roles = Roles.of(schema.sample().database().name());
        schema.jdbc().execute("revoke update on app.claim from \"" + roles.operator() + "\"");
        try (Connection connection = schema.sample().superuser().getConnection()) {
            Grants grants = Grants.of(schema.sample().workload());
            assertThat(grants.missing(connection, roles))
                    .containsExactly("grant update on \"app\".\"claim\" to \"" + roles.operator() + "\"");
            schema.jdbc().execute("grant truncate on app.claim to \"" + roles.operator() + "\"");
            assertThat(grants.missing(connection, roles)).isEmpty();
        }
        assertThat(schema.run().reconciliation().done()).isEqualTo(2);
    }
}
