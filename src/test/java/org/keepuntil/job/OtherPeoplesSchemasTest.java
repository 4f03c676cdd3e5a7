package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** What keys of unusual types, rows that are one to one, and inheritance do to a night. */
class OtherPeoplesSchemasTest {
    private static final String RULE = """
            rules:
              - { id: six-years, records: file, keep: 6 years after closing, then: destroy, authority: a test }
            """;
    private static final String SCHEDULE = """
            schedule: other
            title: Other people's schemas
            version: 1
            records:
              file: { title: File, events: [closing] }
            """ + RULE;

    @TempDir
    Path folder;

    private @Nullable SampleNight sample;

    @AfterEach
    void dropDatabase() {
        if (sample != null) {
            sample.close();
        }
    }

    @Test
    void aHoldCoversTheRecord_howeverTheTypeOfItsKeyIsWritten() throws Exception {
        make(SCHEDULE, """
                records:
                  file: { table: app.file, open while: never, events: { closing: closed } }
                """, """
                create schema app;
                create table app.file (no numeric, opened timestamptz, closed date, primary key (no, opened));
                insert into app.file values (1.50, '2001-01-01 12:00+00', '2010-01-01'), (2, '2001-01-01 12:00+00', '2010-01-01');
                """);
        hold("1.5", "2001-01-01 14:00:00+02");

        Night night = run();

        assertThat(night.reconciliation().done()).isEqualTo(1);
        assertThat(files("no::text")).containsExactly("1.50");
    }

    @Test
    void aFactOfARelatedRow_isFalseWhereThereIsNone_thoughThereCanBeOneOnly() throws Exception {
        make("""
                schedule: other
                title: Other people's schemas
                version: 1
                records:
                  file: { title: File, events: [closing], facts: [cleared] }
                rules:
                  - id: six-years
                    records: file
                    when: { cleared: true }
                    keep: 6 years after closing
                    then: destroy
                    authority: a test
                """, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    facts: { cleared: any of clearance }
                    components: [clearance]
                """, """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.clearance (file_no int primary key references app.file);
                insert into app.file values (1, '2010-01-01'), (2, '2010-01-01');
                insert into app.clearance values (2);
                """);

        run();

        assertThat(files("no::text")).containsExactly("1");
    }

    @Test
    void aPartThatBelongsToARecordOfAnotherClassToo_isNotTakenAlong() throws Exception {
        make("""
                schedule: other
                title: Other people's schemas
                version: 1
                records:
                  file: { title: File, events: [closing] }
                  claim: { title: Claim, events: [payment] }
                rules:
                  - { id: six-years, records: file, keep: 6 years after closing, then: destroy, authority: a test }
                  - { id: for-ever, records: claim, keep: permanently, then: destroy, authority: a test }
                """, """
                records:
                  file: { table: app.file, open while: never, events: { closing: closed }, components: [document] }
                  claim: { table: app.claim, open while: never, events: { payment: paid }, components: [document] }
                """, """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.claim (no int primary key, paid date);
                create table app.document (id int primary key, file_no int references app.file, claim_no int references app.claim);
                insert into app.file values (1, '2010-01-01'), (2, '2010-01-01');
                insert into app.claim values (7, '2010-01-01');
                insert into app.document values (1, 1, 7), (2, 2, null), (3, null, 7);
                """);

        Night night = run();

        assertThat(files("no::text")).isEmpty();
        assertThat(
                        rows(
                                "select id || ' ' || coalesce(file_no::text, '-') || ' ' || claim_no from app.document order by 1"))
                .containsExactly("1 - 7", "3 - 7");
        assertThat(night.reconciliation().failed()).isZero();
    }

    @Test
    void aKeyThatIgnoresCase_isComparedAsTheDatabaseDoes() throws Exception {
        make(SCHEDULE, """
                records:
                  file: { table: app.file, open while: never, events: { closing: latest of visit.made_on }, components: [visit] }
                """, """
                create schema ext;
                create extension citext with schema ext;
                grant usage on schema ext to public;
                create schema app;
                create table app.file (no ext.citext primary key);
                create table app.visit (id int primary key, file_no ext.citext not null references app.file, made_on date);
                insert into app.file values ('A'), ('B'), ('C');
                insert into app.visit values (1, 'A', '2010-01-01'), (2, 'a', '2026-01-01'), (3, 'b', '2010-01-01'), (4, 'C', '2010-01-01');
                """);
        hold("c");

        Night night = run();

        assertThat(night.stopped()).isEmpty();
        assertThat(files("no::text")).containsExactly("A", "C");
    }

    @Test
    void twoRowsThatShareAKeyByInheritance_areNotTakenForOne() throws Exception {
        make(SCHEDULE, """
                records:
                  file: { table: app.file, open while: never, events: { closing: closed } }
                """, """
                create schema app;
                create table app.file (no int primary key, closed date);
                create table app.kept_file () inherits (app.file);
                insert into app.kept_file values (1, '2010-01-01');
                insert into app.file values (1, '2026-01-01'), (2, '2010-01-01');
                """);

        run();

        assertThat(files("no || ' ' || closed")).contains("1 2026-01-01").doesNotContain("2 2010-01-01");
    }

    @Test
    void theLatestOfAColumnAndARow_isTheSameToBothEvaluators_whereOneOfThemIsMissing() throws Exception {
        make(SCHEDULE.replace("events: [closing]", "events: [closing, made]"), """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { made: made, closing: "latest of [visit.made_on, review.made_on] else made" }
                    components: [visit, review]
                """, """
                create schema app;
                create table app.file (no int primary key, made date);
                create table app.visit (file_no int primary key references app.file, made_on date);
                create table app.review (id int primary key, file_no int references app.file, made_on date);
                insert into app.file select n, '2009-01-01' from generate_series(1, 4) n;
                insert into app.visit values (2, null), (3, '2010-01-01');
                insert into app.review values (1, 4, '2010-01-01');
                """);

        Night night = run();

        assertThat(night.stopped()).isEmpty();
        assertThat(files("no::text")).containsExactly("2");
    }

    @Test
    void aColumnThatAnotherKeyNeeds_staysWhenALinkIsCut() throws Exception {
        make(SCHEDULE, """
                records:
                  file:
                    table: app.file
                    open while: never
                    events: { closing: closed }
                    related: { bill.file_no: unlink }
                """, """
                create schema app;
                create table app.tenant (id int primary key);
                create table app.file (tenant int references app.tenant, no int, closed date, primary key (tenant, no));
                create table app.bill (id int primary key, tenant int references app.tenant, file_no int,
                    foreign key (tenant, file_no) references app.file);
                insert into app.tenant values (7);
                insert into app.file values (7, 1, '2010-01-01');
                insert into app.bill values (1, 7, 1);
                """);

        run();

        assertThat(rows("select tenant || ' ' || coalesce(file_no::text, '-') from app.bill"))
                .containsExactly("7 -");
    }

    private void make(String schedule, String binding, String script) throws Exception {
        Path directory = Files.createDirectories(folder.resolve("schedule"));
        Files.writeString(directory.resolve("schedule.yaml"), schedule);
        Files.writeString(directory.resolve("binding.yaml"), binding);
        String path = "do $$ begin execute format('alter database %I set search_path = pg_catalog, pg_temp',"
                + " current_database()); end $$;";
        sample = SampleNight.of(path + script, directory, folder.resolve("keys"));
    }

    private void hold(String... key) throws Exception {
        Holds.of(sample().superuser(), () -> {
                    try {
                        return sample().tokens();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .place(new NewHold(
                        "file",
                        Optional.of(List.of(key)),
                        HoldKind.LITIGATION,
                        "a court",
                        Optional.empty(),
                        "a claim",
                        Optional.empty()));
    }

    private SampleNight sample() {
        return Objects.requireNonNull(sample);
    }

    private Night run() throws Exception {
        Night night = sample().night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
        night.dispose();
        night.list();
        night.seal();
        return night;
    }

    private List<String> files(String what) {
        return rows("select " + what + " from app.file order by 1");
    }

    private List<String> rows(String query) {
        return new JdbcTemplate(sample().superuser()).queryForList(query, String.class);
    }
}
