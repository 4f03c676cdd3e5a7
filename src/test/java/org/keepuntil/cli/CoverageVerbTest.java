package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is within reach of a record is spoken of, or nothing runs. */
class CoverageVerbTest {
    private static final String TABLES = """
            create schema app;
            create table app.referral (id bigint primary key, case_ref text not null unique, closed date);
            create table app.contact (
                id bigint primary key, referral_id bigint not null references app.referral on delete cascade, note text);
            create index on app.contact (referral_id);
            insert into app.referral values (1, 'R1', '2001-01-01'), (2, 'R2', '2026-01-01');
            insert into app.contact values (1, 1, 'a'), (2, 2, 'b');
            """;
    private static final String SCHEDULE = """
            schedule: app
            title: Coverage
            version: 1
            records:
              referral: { title: Referral, events: [closing] }
            rules:
              - { id: six, records: referral, keep: 6 years after closing, then: destroy, authority: a test }
            """;
    private static final String BINDING = """
            records:
              referral:
                table: app.referral
                open while: never
                events: { closing: closed }
                components: [contact]
            """;

    @TempDir
    Path home;

    private Path schedule;
    private Commands commands;
    private TestDatabase.Login operator;
    private TestDatabase.Login approver;

    @BeforeEach
    void install() throws IOException {
        schedule = Files.createDirectory(home.resolve("mine"));
        Files.writeString(schedule.resolve("schedule.yaml"), SCHEDULE);
        bind("");
        commands = Commands.onEmpty(home);
        commands.database().execute(TABLES);
        Commands.Result init = commands.run(commands.superuser(), "init", "--schedule", schedule.toString());
        assertThat(init.status()).as(init.toString()).isZero();
        operator = commands.operator("night");
        approver = commands.approver("head");
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    private void bind(String more) throws IOException {
        Files.writeString(schedule.resolve("binding.yaml"), BINDING + more);
    }

    private Commands.Result run(TestDatabase.Login login, String... args) {
        List<String> line = new java.util.ArrayList<>(List.of(args));
        line.add("--schedule");
        line.add(schedule.toString());
        if (args[0].equals("run")) {
            line.add("--report");
            line.add(home.resolve("reports").toString());
        }
        return commands.run(login, line.toArray(String[]::new));
    }

    private void ends(Commands.Result result, int status, String... texts) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        for (String text : texts) {
            assertThat(result.out() + result.err()).contains(text);
        }
    }

    private long referrals() {
        return commands.count("select count(*) from app.referral");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create table app.note (id int, referral_id bigint)                                  | app.note.referral_id | app.note.referral_id
            create table app.note (id int, "ReferralId" text)                                   | app.note.ReferralId | app.note.ReferralId
            create table app.note (id int, case_ref text)                                       | app.note.case_ref | app.note
            create table app.note (id int, subject_type text, subject_id bigint)                | app.note.subject_id | note.subject_id
            create table app.referrals_history (id int, what text)                              | app.referrals_history is named like a history or a copy of app.referral | referrals_history
            create schema audit; create table audit.contact (id int, what text)                 | audit.contact is named like | audit.contact
            create table app.contact_aud (id int, what text)                                    | app.contact_aud is named like | contact_aud
            create table app.pupil (id int primary key, family_name text)                       | app.pupil has columns named like data about people: family_name | pupil
            create table app.mailing (name text, note text)                                     | app.mailing has columns named like data about people: name | mailing
            create table app.seen (a int); create function app.f() returns trigger language plpgsql as $$ begin insert into app.seen values (1); return old; end $$; create trigger t after delete on app.contact for each row execute function app.f() | app.seen is written by the trigger t of app.contact | app.seen
            create table app."Tomb stone" (a int); create function app.g() returns void language plpgsql as $$ begin insert into app."Tomb stone" values (1); end $$; create function app.f() returns trigger language plpgsql as $$ begin perform app.g(); return old; end $$; create trigger t after delete on app.referral for each row execute function app.f() | app.Tomb stone is written by the trigger t of app.referral | '"Tomb stone"'
            """)
    void whatLooksLikeAPartOfARecord_stopsRunAndPlan_untilTheBindingSpeaksOfIt(
            String ddl, String said, String unrelated) throws IOException {
        commands.database().execute(ddl);
        for (String verb : List.of("run", "plan", "check")) {
            ends(run(operator, verb), 16, said, "1 thing within reach", "--fix");
        }
        assertThat(referrals()).isEqualTo(2);
        ends(run(operator, "check", "--fix"), 16, "# unrelated:");

        String quoted = unrelated.startsWith("\"") ? "'" + unrelated + "'" : unrelated;
        bind("unrelated: [" + quoted + "]\n");
        // where a trigger writes, the operator has to be allowed to
        ends(run(commands.superuser(), "init"), 0);
        ends(run(commands.superuser(), "check"), 0, "unrelated", "No errors");
        ends(run(operator, "plan"), 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create table app.letter (id int, order_ref text)                                        | true
            create table app.letter (id int, "OrderReference" varchar)                              | true
            create table app.letter (id int, order_ref bigint)                                      | false
            create table app.letter (id int, order_no text)                                         | false
            create table app.letter (id int, order_ref text); create table app.orders (id int)      | false
            """)
    void aNumberThatIsGivenToAPart_isFoundByHalfItsName(String ddl, boolean asked) throws IOException {
        commands.database().execute("""
                create table app.order_file (
                    id bigint primary key, reference text not null unique, referral_id bigint not null references app.referral);
                create index on app.order_file (referral_id)""");
        commands.database().execute(ddl);
        Files.writeString(schedule.resolve("binding.yaml"), BINDING.replace("[contact]", "[contact, order_file]"));
        ends(run(commands.superuser(), "init"), 0);

        if (asked) {
            ends(run(operator, "plan"), 16, "is named like a key of app.order_file", "1 thing within reach");
        } else {
            ends(run(operator, "plan"), 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table app.kind (id int primary key, name text); alter table app.referral add kind_id int references app.kind",
                "create table app.lesson_plan (id int, contact_name_no int, contacted boolean, referred date)",
                "create table app.contact_kind (id int primary key, label text)",
                "create table app.stray (id bigint, code text)",
            })
    void whatOnlyResemblesAPart_isNotAskedAbout(String ddl) {
        commands.database().execute(ddl);

        ends(run(operator, "plan"), 0);
    }

    @Test
    void aForeignKeyThatIsNotDeclared_stopsEverythingButHolds() {
        commands.database()
                .execute("create table app.invoice (id int primary key, referral_id bigint references app.referral)");

        ends(run(operator, "run"), 16, "rows of app.invoice refer to app.referral");
        ends(run(operator, "explain", "referral", "1"), 16);
        Commands.Result fix = run(operator, "check", "--fix");
        ends(fix, 16);
        assertThat(fix.out())
                .contains(
                        "    related:\n      app.invoice.referral_id: unlink    # stays: referral_id refers to app.referral");
        ends(run(approver, "hold", "place", "referral", "1", "--kind", "foi", "--authority", "a", "--reason", "r"), 0);
    }

    @Test
    void check_isADocument_whenAProgramAsks() throws IOException {
        commands.database().execute("""
                create materialized view app.sums as select r.id from app.referral r;
                create view app.looks as select * from app.contact;
                create materialized view app.more as select id from app.looks;
                create table app.referral_old (like app.referral);
                """);
        Commands.Result result = run(commands.superuser(), "check", "--format", "json");
        ends(result, 16);
        JsonNode json = JsonMapper.shared().readTree(result.out());
        assertThat(json.get("exitStatus").asInt()).isEqualTo(16);
        assertThat(json.get("coverage")
                        .valueStream()
                        .map(n ->
                                n.get("table").asString() + ": " + n.get("says").asString()))
                .containsExactly(
                        "app.referral: the record",
                        "app.contact: component, goes with it",
                        "app.more: holds copies until refreshed",
                        "app.sums: holds copies until refreshed",
                        "app.referral_old: UNDECLARED",
                        "app.referral_old.case_ref: UNDECLARED");
        assertThat(json.get("problems").get(0).get("message").asString()).contains("app.referral_old");
        bind("unrelated: [app.referral_odl]\n");
        Commands.Result misspelt = run(operator, "check", "--format", "json");
        ends(misspelt, 6, "did you mean app.referral_old?");
        assertThat(JsonMapper.shared()
                        .readTree(misspelt.out())
                        .get("exitStatus")
                        .asInt())
                .isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create rule r as on delete to app.contact do instead nothing                        | the rule r of app.contact does something instead of each delete
            create rule r as on update to app.referral do also select 1                         | the rule r of app.referral does something besides each update
            create table app.part (id int, d int, r bigint) partition by list (d); create table app.part1 partition of app.part for values in (1); alter table app.part1 add constraint only_here foreign key (r) references app.referral | the foreign key only_here from app.part1 to app.referral holds in a single partition
            create table app.heir (extra text, primary key (id)) inherits (app.referral); create table app.bill (id int, heir_id bigint references app.heir) | rows of app.bill refer to app.heir, which inherits from app.referral
            """)
    void aShapeThatCannotBeHandled_isRefused(String ddl, String said) {
        commands.database().execute(ddl);

        ends(run(operator, "check"), 6, said);
        ends(run(operator, "run"), 6, said);
        assertThat(referrals()).isEqualTo(2);
        ends(run(approver, "hold", "place", "referral", "1", "--kind", "foi", "--authority", "a", "--reason", "r"), 0);
    }

    @Test
    void rowSecurityThatBindsTheOperator_isRefused_unlessTheRoleBypassesIt() {
        commands.database()
                .execute(
                        "alter table app.contact enable row level security; create policy p on app.contact using (id > 1)");

        ends(run(operator, "check"), 11, "hides rows of app.contact from keepuntil_", "bypassrls");
        ends(run(operator, "run"), 11, "hides rows of app.contact");
        assertThat(referrals()).isEqualTo(2);

        commands.roles();
        commands.database()
                .execute("alter role \"" + commands.roles().operator() + "\" bypassrls; alter role \""
                        + commands.roles().approver() + "\" bypassrls");
        ends(run(operator, "check"), 0);
        ends(run(operator, "run"), 0);
        assertThat(referrals()).isEqualTo(1);
    }

    @Test
    void drift_stopsTheRun_untilAnApproverHasLooked() {
        ends(run(operator, "run"), 0);
        assertThat(commands.texts("select seen_by || ' ' || accepted from keepuntil.catalog_seen"))
                .containsExactly(operator.user() + " false");
        commands.database().execute("insert into app.referral values (3, 'R3', '2001-01-01')");
        commands.database()
                .execute(
                        "alter table app.contact add note2 text, drop column note; create index on app.contact (note2)");

        Commands.Result stopped = run(operator, "run");
        ends(
                stopped,
                17,
                "- column app.contact.note text\n",
                "+ column app.contact.note2 text\n",
                "Nothing was touched");
        assertThat(stopped.err().lines().filter(l -> l.matches("  [-+] .*"))).hasSize(2);
        assertThat(commands.count("select count(*) from keepuntil.run")).isEqualTo(1);
        ends(
                run(operator, "plan"),
                0,
                "warning: The tables that the bindings rely on have changed",
                "+ column app.contact.note2");
        ends(run(operator, "check"), 0, "+ column app.contact.note2", "2 warnings");

        ends(run(operator, "check", "--accept-changes"), 11);
        ends(run(approver, "check", "--accept-changes"), 0, "2 changes");
        ends(run(operator, "run"), 0);
        assertThat(referrals()).isEqualTo(1);
        assertThat(commands.texts("select seen_by || ' ' || accepted from keepuntil.catalog_seen order by id"))
                .containsExactly(operator.user() + " false", approver.user() + " true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alter table app.contact drop constraint contact_referral_id_fkey, add foreign key (referral_id) references app.referral | - foreign key app.contact (referral_id) to app.referral (id), on delete cascade
            create function app.f() returns trigger language plpgsql as 'begin return old; end'; create trigger t after delete on app.contact for each row execute function app.f() | + trigger t of app.contact: AFTER DELETE ON app.contact
            create rule r as on insert to app.contact do also select 1                          | + rule r of app.contact
            create policy p on app.contact using (true)                                         | + policy p of app.contact: permissive all using true
            create table app.heir () inherits (app.contact)                                     | + heir app.heir inherits from app.contact
            create materialized view app.m as select * from app.contact                         | + materialized view app.m over app.contact
            alter table app.contact alter note set not null                                     | + column app.contact.note text not null
            alter table app.referral drop constraint referral_case_ref_key                     | - unique key of app.referral (case_ref)
            """)
    void driftIsSeen_whateverChanged(String ddl, String line) {
        ends(run(operator, "run"), 0);
        commands.database().execute(ddl);

        ends(run(operator, "run"), 17, "  " + line);
    }

    @Test
    void whatABindingReliesOnNewly_isNoDrift_andIsWatchedFromThenOn() throws IOException {
        commands.database().execute("create table app.other (id int primary key, x int)");
        ends(run(operator, "run"), 0);
        Path second = Files.createDirectory(home.resolve("second"));
        Files.writeString(
                second.resolve("schedule.yaml"),
                SCHEDULE.replace("app\n", "second\n")
                        .replace("referral", "other")
                        .replace("events: [closing]", "events: [closing]"));
        Files.writeString(second.resolve("binding.yaml"), """
                records:
                  other: { table: app.other, open while: never, events: { closing: made } }
                """);
        commands.database().execute("alter table app.other add made date");
        ends(commands.run(commands.superuser(), "init", "--schedule", second.toString()), 0);
        String report = home.resolve("reports").toString();
        ends(commands.run(operator, "run", "--schedule", second.toString(), "--report", report), 0);

        commands.database().execute("alter table app.contact add more int");
        ends(commands.run(operator, "run", "--schedule", second.toString(), "--report", report), 0);
        ends(run(operator, "run"), 17, "+ column app.contact.more integer");
        commands.database().execute("alter table app.other add more int");
        ends(
                commands.run(operator, "run", "--schedule", second.toString(), "--report", report),
                17,
                "+ column app.other.more");
    }

    @Test
    void theDatabaseItself_takesNoOtherStateFromTheOperator() {
        ends(run(operator, "run"), 0);
        String other = "select keepuntil.%s_catalog(array[E'table\\tapp.contact\\t\\tapp.contact key (id)'])";

        assertThat(refusal(operator, String.format(java.util.Locale.ROOT, other, "see")))
                .contains("an approver has to look");
        assertThat(refusal(operator, String.format(java.util.Locale.ROOT, other, "accept")))
                .contains("permission denied");
        assertThat(refusal(approver, String.format(java.util.Locale.ROOT, other, "see")))
                .contains("permission denied");
        assertThat(refusal(operator, "delete from keepuntil.catalog_seen")).contains("permission denied");
        assertThat(refusal(approver, "update keepuntil.catalog_seen set lines = '{}'"))
                .contains("permission denied");
    }

    private static String refusal(TestDatabase.Login login, String sql) {
        try {
            new org.springframework.jdbc.core.JdbcTemplate(login.dataSource()).execute(sql);
            return "done";
        } catch (org.springframework.dao.DataAccessException e) {
            return String.valueOf(e.getMostSpecificCause().getMessage());
        }
    }
}
