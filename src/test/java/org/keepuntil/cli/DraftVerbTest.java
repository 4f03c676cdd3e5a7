package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A draft of a database that nobody has described: it holds, it keeps everything, and it says what is left to decide. */
class DraftVerbTest {
    private static final String AWKWARD = """
            create schema "Case Work"; create schema audit;
            create extension citext;
            create type "Case Work".stage as enum ('new', 'old');
            create domain "Case Work".day as date;
            create table "Case Work"."Team?" (code citext primary key, label text);
            create table "Case Work"."user" (
                "Id" uuid primary key, surname text, "order" int, "DoB" "Case Work".day, "end" timestamp, team citext references "Case Work"."Team?");
            create table "Case Work"."Case" (
                "No" numeric, year int, "select" "Case Work".stage not null, "user" uuid not null references "Case Work"."user",
                "Opened At" timestamp not null, closed_on date, parent_no numeric, parent_year int, "after" boolean,
                primary key ("No", year),
                foreign key (parent_no, parent_year) references "Case Work"."Case" deferrable initially deferred);
            create table "Case Work".contact (
                no numeric not null, year int not null, n int, made_on date, reply_to int unique,
                primary key (no, year, n),
                foreign key (no, year) references "Case Work"."Case" on delete cascade);
            create table "Case Work"."each" (id int primary key, "contact no" numeric not null, year int not null, n int not null,
                foreign key ("contact no", year, n) references "Case Work".contact);
            create table "Case Work".left_leg (id int primary key, "right" int, held_on date);
            create table "Case Work".right_leg (id int primary key, "left" int not null references "Case Work".left_leg, held_on date);
            alter table "Case Work".left_leg add foreign key ("right") references "Case Work".right_leg deferrable;
            create table "Case Work".bare (note text, held_on date);
            create table "Case Work".unique_only (ref text not null unique, held_on date);
            create table "Case Work".part (id int, d date, case_no numeric, case_year int, primary key (id, d),
                foreign key (case_no, case_year) references "Case Work"."Case") partition by range (d);
            create table "Case Work".part_1 partition of "Case Work".part for values from ('2020-01-01') to ('2021-01-01');
            create table "Case Work".heir (extra text) inherits ("Case Work"."user");
            create table "Case Work".note (id int primary key, subject_type text, subject_id text);
            create table audit."user" (id int, what text);
            create table audit.gone (a text);
            create materialized view "Case Work".sums as select surname from "Case Work"."user";
            create function audit.keep() returns trigger language plpgsql as $$ begin insert into audit.gone values ('x'); return old; end $$;
            create trigger keep after delete on "Case Work"."Case" for each row execute function audit.keep();
            """;

    @TempDir
    Path home;

    private String draft(Commands commands, Path out, String... more) throws IOException {
        String[] line = new String[4 + more.length];
        System.arraycopy(new String[] {"init", "--draft", "--output", out.toString()}, 0, line, 0, 4);
        System.arraycopy(more, 0, line, 4, more.length);
        Commands.Result result = commands.run(commands.superuser(), line);
        assertThat(result.status()).as(result.toString()).isZero();
        return Files.readString(out.resolve("binding.yaml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leeds-jess-cluster", "leicestershire-cfws", "leicestershire-seips", "wigan-tess"})
    void theDraftOfASample_holds(String name) throws IOException {
        try (Commands commands = Commands.onEmpty(home)) {
            commands.database().execute(Files.readString(Path.of("schedules/" + name + "/database.sql")));
            Path out = home.resolve("mine");
            draft(commands, out);

            Commands.Result check = commands.run(commands.superuser(), "check", "--schedule", out.toString());
            assertThat(check.status()).as(check.toString()).isEqualTo(5);
            Commands.Result init = commands.run(commands.superuser(), "init", "--schedule", out.toString());
            assertThat(init.status()).as(init.toString()).isZero();
            Commands.Result plan = commands.run(commands.operator("me"), "plan", "--schedule", out.toString());
            assertThat(plan.status()).as(plan.toString()).isZero();
            assertThat(plan.out()).doesNotContainPattern("(?m)^due +[1-9]");
        }
    }

    @Test
    void theDraftOfAnAwkwardSchema_asksOnlyForDecisions() throws IOException {
        try (Commands commands = Commands.onEmpty(home)) {
            commands.database().execute(AWKWARD);
            Path out = home.resolve("mine");
            String binding = draft(commands, out);
            assertThat(binding)
                    .contains(
                            "    table: '\"Case Work\".Case'\n    open while: { closed: missing }",
                            "opened: { from: '\"Opened At\"', stored in: UTC }    # guess",
                            "born: '\"Case Work\".user.DoB'",
                            "- '\"Case Work\".contact'    # guess: no, year refers to Case Work.Case and cannot be null",
                            "- '\"Case Work\".\"each\"'",
                            "'\"Case Work\".Case.parent_no': unlink",
                            "'\"Case Work\".part.case_no': unlink",
                            "    key: [ref]",
                            "#   - audit.gone    # is written by the trigger keep of Case Work.Case",
                            "#   - audit.user    # is named like",
                            "#   - '\"Case Work\".note.subject_id'",
                            "surname: remove, order: remove, DoB: year");
            assertThat(Files.readString(out.resolve("schedule.yaml")))
                    .contains("keep: permanently", "then: review")
                    .doesNotContain("then: destroy\n");

            assertThat(commands.run(commands.superuser(), "init").status()).isZero();
            Commands.Result check = commands.run(commands.superuser(), "check", "--schedule", out.toString());
            assertThat(check.status()).as(check.toString()).isEqualTo(16);
            assertThat(check.err().lines().filter(l -> l.contains("binding.yaml:")))
                    .isNotEmpty()
                    .allMatch(l -> l.endsWith("the binding does not say what it is"));
        }
    }

    @Test
    void aDraftReplacesNothing_andTakesTheTablesThatAreNamed() throws IOException {
        try (Commands commands = Commands.onEmpty(home)) {
            commands.database().execute(AWKWARD);
            Path out = home.resolve("mine");
            String binding = draft(commands, out, "--table", "contact");
            assertThat(binding)
                    .contains("table: '\"Case Work\".contact'")
                    .doesNotContain("table: '\"Case Work\".user'");

            Commands.Result again = commands.run(commands.superuser(), "init", "--draft", "--output", out.toString());
            assertThat(again.status()).as(again.toString()).isEqualTo(2);
            assertThat(again.err()).contains("is there already, and a draft replaces nothing");
            String other = home.resolve("other").toString();
            Commands.Result bare = commands.run(
                    commands.superuser(),
                    "init",
                    "--draft",
                    "--output",
                    other,
                    "--table",
                    "bare",
                    "--table",
                    "contcat");
            assertThat(bare.status()).as(bare.toString()).isEqualTo(13);
            assertThat(bare.err()).contains("Case Work.bare has no primary key", "there is no table contcat");
            assertThat(Path.of(other)).doesNotExist();
        }
    }

    @Test
    void aShapeThatCannotBeBound_isDraftedAllTheSame_andTheCheckSaysWhatItIs() throws IOException {
        try (Commands commands = Commands.onEmpty(home)) {
            commands.database().execute("""
                    create table file (id int primary key, closed_on date);
                    create table bill (id int, d int, file_id int not null) partition by list (d);
                    create table bill_1 partition of bill for values in (1);
                    alter table bill_1 add foreign key (file_id) references file;
                    """);
            Path out = home.resolve("mine");

            assertThat(draft(commands, out, "--table", "public.file")).contains("table: public.file");
            Commands.Result check = commands.run(commands.superuser(), "check", "--schedule", out.toString());
            assertThat(check.status()).isNotZero();
            assertThat(check.toString()).contains("holds in a single partition");
        }
    }
}
