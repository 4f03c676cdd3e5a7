package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.Approving;
import org.keepuntil.testing.TestDatabase;

class ReviewVerbTest {
    @TempDir
    Path home;

    private Commands commands;
    private Path schedule;
    private TestDatabase.Login operator;
    private TestDatabase.Login approver;

    @BeforeEach
    void install() throws Exception {
        schedule = Files.createDirectories(home.resolve("mine"));
        Files.writeString(schedule.resolve("schedule.yaml"), """
                schedule: papers
                title: Papers
                version: 1
                records: { paper: { title: Paper, events: [written] }, letter: { title: Letter, events: [written] } }
                rules:
                  - { id: paper-2, records: paper, keep: 2 years after written, then: review, decide within: 60 days, authority: a test }
                  - { id: letter-1, records: letter, keep: 1 year after written, then: destroy after notice of 30 days, authority: a test }
                """);
        Files.writeString(schedule.resolve("binding.yaml"), """
                records:
                  paper: { table: paper, open while: never, events: { written: written_on }, cap: { share: 100% } }
                  letter: { table: letter, open while: never, events: { written: written_on }, cap: { share: 100% } }
                """);
        commands = Commands.onEmpty(home);
        commands.database().execute("""
                create table paper (id integer primary key, written_on date);
                insert into paper select n, '2010-01-01' from generate_series(1, 4) n;
                create table letter (a integer, b text, written_on date, primary key (a, b));
                insert into letter values (7, 'x', '2010-01-01')""");
        Commands.Result init = commands.run(commands.superuser(), "init", "--schedule", schedule.toString());
        assertThat(init.status()).as(init.toString()).isZero();
        Approving.everything(commands.database().dataSource());
        operator = commands.operator("night");
        approver = commands.approver("board");
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    private Commands.Result run(TestDatabase.Login login, String... args) {
        return commands.run(
                login,
                Stream.concat(Stream.of(args), Stream.of("--schedule", schedule.toString()))
                        .toArray(String[]::new));
    }

    private Commands.Result done(TestDatabase.Login login, String... args) {
        Commands.Result result = run(login, args);
        assertThat(result.status()).as(result.toString()).isZero();
        return result;
    }

    private Commands.Result night() {
        return done(operator, "run", "--report", home.resolve("reports").toString());
    }

    @Test
    void aReview_isListedDecidedShownAndDone() {
        assertThat(done(approver, "review", "list").out()).contains("No record waits for a decision.");
        night();
        assertThat(done(approver, "review", "list").out())
                .contains("paper")
                .contains("paper-2")
                .contains("its rule asks for a review");
        commands.jdbc().execute("update keepuntil.review set since = since - 61 where key = '{2}'");
        assertThat(done(approver, "review", "list").out()).contains("1 review is overdue");
        assertThat(done(approver, "review", "list", "--overdue", "--format", "csv")
                        .out())
                .startsWith("class,key,rule,stage,why,since,decide by,overdue,decided,decided by\r\npaper,2,paper-2,1,")
                .contains(",true,,");

        assertThat(done(approver, "review", "decide", "paper", "0001", "destroy", "--reason", "not needed")
                        .out())
                .contains("paper 1: destroy. The next run that has approval destroys it");
        assertThat(done(approver, "review", "decide", "paper", "2", "keep", "until", "2999-01-31", "--reason", "r")
                        .out())
                .contains("paper 2: keep until 2999-01-31. It stays, and is in review again on 2999-01-31.");
        assertThat(done(approver, "review", "list").out()).doesNotContain("paper  1 ");
        assertThat(done(approver, "review", "list", "--all", "--format", "json").out())
                .contains("\"decided\": \"keep until 2999-01-31\"");
        assertThat(done(approver, "review", "show", "paper", "1").out())
                .contains("It is decided; the next run takes it off the list.")
                .contains(": destroy (rule paper-2, stage 1; in force; entry ")
                .contains("not needed");
        assertThat(done(operator, "explain", "paper", "2").out())
                .contains("In its review was decided on")
                .contains("Somebody decided in its review to keep it until 2999-01-31.");

        Commands.Result night = night();
        assertThat(night.out()).contains("paper         1       1");
        assertThat(commands.texts("select id::text from paper order by id")).containsExactly("2", "3", "4");
        assertThat(run(approver, "review", "show", "paper", "1").status()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void whoMayNot_andWhatCannotBe_isRefusedWithASentence() {
        night();
        assertThat(run(operator, "review", "decide", "paper", "1", "destroy", "--reason", "r")
                        .status())
                .isEqualTo(ExitCode.PRIVILEGES.number());
        assertThat(run(approver, "review", "decide", "paper", "1", "burn", "--reason", "r")
                        .err())
                .contains(
                        "'burn' is no decision; write destroy, anonymise, transfer, preserve, go on, or \"keep until");
        assertThat(run(approver, "review", "decide", "paper", "1", "destroy").status())
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(run(approver, "review", "decide", "paper", "x", "destroy", "--reason", "r")
                        .status())
                .isEqualTo(ExitCode.NOT_FOUND.number());
        Commands.Result absent = run(approver, "review", "decide", "paper", "99", "destroy", "--reason", "r");
        assertThat(absent.status()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(absent.err()).contains("paper 99 is not on the review list");
        assertThat(run(approver, "review", "decide", "paper", "1", "transfer", "--reason", "r")
                        .err())
                .contains("the binding does not say where packages are written");
        assertThat(run(approver, "review", "decide", "paper", "1", "keep until 2020-01-01", "--reason", "r")
                        .err())
                .contains("has come already");
    }

    @Test
    void aFile_isDoneAsAWholeOrNotAtAll() throws Exception {
        night();
        Path file = home.resolve("decided.csv");
        Files.writeString(
                file,
                "\uFEFFclass,key,decision,reason,note\r\npaper,1,destroy,\"because, \"\"so\"\"\",x\r\n"
                        + "paper,2,burn,r,\r\npaper,3,,,\r\nbook,1,destroy,r,\r\n");
        Commands.Result wrong = run(approver, "review", "decide", "--from", file.toString());
        assertThat(wrong.status()).as(wrong.toString()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(wrong.err()).contains("line 3: 'burn' is no decision");
        Files.writeString(file, "class,key,decision,reason\npaper,1,destroy,r\nbook,1,destroy,r\n");
        assertThat(run(approver, "review", "decide", "--from", file.toString()).err())
                .contains("line 3: no class of records is named book");
        Files.writeString(file, "class,key,decision,reason\npaper,1,destroy,r\npaper,99,destroy,r\npaper,2,go on,r\n");
        assertThat(run(approver, "review", "decide", "--from", file.toString()).err())
                .contains("line 3: paper 99 is not on the review list")
                .contains("line 4: paper 2 can't be decided so (go on)")
                .contains("Nothing was decided: 2 lines");
        assertThat(commands.count("select count(*) from keepuntil.review_decision"))
                .isZero();

        Files.writeString(file, "class,key,decision,reason\npaper,1,destroy,r\npaper,2,preserve,\"two\nlines\"\n");
        assertThat(done(approver, "review", "decide", "--from", file.toString()).out())
                .contains("2 decisions are written down and logged.");
        assertThat(commands.texts("select reason from keepuntil.review_decision order by id"))
                .containsExactly("r", "two\nlines");
    }

    @Test
    void notices_areListedAndExported_withNothingButTheKey() throws Exception {
        assertThat(done(operator, "notice", "list").out()).contains("No record is under notice.");
        night();
        commands.jdbc()
                .execute("alter table keepuntil.notice disable trigger user;"
                        + " update keepuntil.notice set since = '2026-11-22'");
        assertThat(done(operator, "notice", "list").out())
                .contains("letter  7/x     letter-1  destroy  2026-11-22  2026-12-23");
        Path file = home.resolve("notice.csv");
        assertThat(done(approver, "notice", "export", "--to", file.toString()).out())
                .contains("1 record under notice written to");
        assertThat(Files.readString(file))
                .isEqualTo("class,key,rule,act,since,acts on\r\nletter,7/x,letter-1,destroy,2026-11-22,2026-12-23\r\n");
        assertThat(run(approver, "notice", "export", "--to", file.toString()).status())
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(done(approver, "notice", "export", "paper").out()).isEqualTo("class,key,rule,act,since,acts on\r\n");
        assertThat(done(approver, "notice", "list", "--format", "json").out()).contains("\"actsOn\": \"2026-12-23\"");
    }
}
