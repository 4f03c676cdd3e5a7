package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;

class TransferVerbTest {
    @TempDir
    Path home;

    private Commands commands(Path schedule) throws Exception {
        Path to = Files.createDirectories(home.resolve("transfer"));
        Path files = Files.createDirectories(home.resolve("files"));
        Files.writeString(files.resolve("one.pdf"), "a file");
        Files.createDirectories(schedule);
        Files.writeString(schedule.resolve("schedule.yaml"), """
                schedule: transfer
                title: Transfer
                version: 1
                records: { case: { title: Case, events: [closure] } }
                rules:
                  - { id: case-6, records: case, keep: 6 years after closure, then: transfer, authority: a test }
                """);
        Files.writeString(schedule.resolve("binding.yaml"), """
                transfer to: %s
                records:
                  case:
                    table: case_file
                    open while: never
                    events: { closure: closed_on }
                    files: { path: %s }
                    cap: { share: 100%% }
                """.formatted(to, files));
        Commands commands = Commands.onEmpty(home);
        commands.database()
                .execute("create table case_file (id integer primary key, closed_on date, path text);"
                        + " insert into case_file values (1, '2010-01-01', 'one.pdf'), (2, '2010-01-01', null)");
        Commands.Result init = commands.run(commands.superuser(), "init", "--schedule", schedule.toString());
        assertThat(init.status()).as(init.toString()).isZero();
        return commands;
    }

    private static Commands.Result run(Commands commands, TestDatabase.Login login, Path schedule, String... args) {
        return commands.run(
                login,
                Stream.concat(Stream.of(args), Stream.of("--schedule", schedule.toString()))
                        .toArray(String[]::new));
    }

    @Test
    void aPackage_isWrittenShownAcceptedAndItsRecordsGo_andEveryVerbSaysSo() throws Exception {
        Path schedule = home.resolve("mine");
        try (Commands commands = commands(schedule)) {
            TestDatabase.Login operator = commands.operator("night");
            TestDatabase.Login approver = commands.approver("archive");
            String reports = home.resolve("reports").toString();

            Commands.Result check = run(commands, operator, schedule, "check");
            assertThat(check.status()).as(check.toString()).isZero();
            assertThat(check.err()).contains("No index of public.case_file begins with path");
            Commands.Result first = run(commands, operator, schedule, "run", "--report", reports);
            assertThat(first.status()).as(first.toString()).isZero();
            assertThat(first.out()).contains("Package 1 has 2 records of case").contains("keepuntil transfer accept 1");
            Commands.Result explained = run(commands, operator, schedule, "explain", "case", "1");
            assertThat(explained.out())
                    .contains("awaiting approval")
                    .contains("It is in package 1, which waits for acceptance");

            assertThat(commands.run(approver, "transfer", "list").out())
                    .contains("case")
                    .contains("waiting");
            assertThat(commands.run(
                                    operator,
                                    "transfer",
                                    "accept",
                                    "1",
                                    "--by",
                                    "x",
                                    "--accession",
                                    "1",
                                    "--reason",
                                    "r")
                            .status())
                    .isEqualTo(ExitCode.PRIVILEGES.number());
            assertThat(commands.run(
                                    approver,
                                    "transfer",
                                    "accept",
                                    "9",
                                    "--by",
                                    "x",
                                    "--accession",
                                    "1",
                                    "--reason",
                                    "r")
                            .status())
                    .isEqualTo(ExitCode.NOT_FOUND.number());
            assertThat(commands.run(
                                    approver,
                                    "transfer",
                                    "accept",
                                    "1",
                                    "--by",
                                    " ",
                                    "--accession",
                                    "1",
                                    "--reason",
                                    "r")
                            .status())
                    .isEqualTo(ExitCode.USAGE.number());
            Path bag;
            try (Stream<Path> all = Files.list(home.resolve("transfer"))) {
                bag = all.findFirst().orElseThrow();
            }
            Files.writeString(bag.resolve("data/catalog.json"), "{}");
            Commands.Result tampered = accept(commands, approver);
            assertThat(tampered.status()).as(tampered.toString()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(tampered.err()).contains("data/catalog.json is not as it was written");
            assertThat(commands.run(approver, "transfer", "show", "1").out()).contains("it is not as it was written");

            assertThat(commands.run(
                                    approver,
                                    "transfer",
                                    "refuse",
                                    "1",
                                    "--by",
                                    "County Record Office",
                                    "--reason",
                                    "damaged on the way")
                            .status())
                    .isZero();
            run(commands, operator, schedule, "run", "--report", reports);
            Commands.Result accepted = commands.run(
                    approver,
                    "transfer",
                    "accept",
                    "2",
                    "--by",
                    "County Record Office",
                    "--accession",
                    "A2026/17",
                    "--on",
                    "2026-11-20",
                    "--reason",
                    "selected");
            assertThat(accepted.status()).as(accepted.toString()).isZero();
            Commands.Result last = run(commands, operator, schedule, "run", "--report", reports);
            assertThat(last.status()).as(last.toString()).isZero();
            assertThat(last.out()).contains("Files of records that went: 1 removed.");
            assertThat(commands.count("select count(*) from case_file")).isZero();
            assertThat(home.resolve("files/one.pdf")).doesNotExist();
            assertThat(run(commands, operator, schedule, "explain", "case", "1").out())
                    .contains("It was disposed of (transfer) in run 3")
                    .contains("Taken over by County Record Office on 2026-11-20 under accession number A2026/17");
            assertThat(report("3"))
                    .contains("under accession number A2026/17")
                    .contains("2 went in this run")
                    .contains("1 file removed.")
                    .doesNotContain("one.pdf");
            assertThat(commands.run(approver, "transfer", "list").out()).contains("No package waits for acceptance.");
            assertThat(commands.run(approver, "transfer", "list", "--all", "--format", "csv")
                            .out())
                    .contains("A2026/17");
        }
    }

    private static Commands.Result accept(Commands commands, TestDatabase.Login approver) {
        return commands.run(
                approver, "transfer", "accept", "1", "--by", "x", "--accession", "1", "--reason", "because");
    }

    private String report(String run) throws Exception {
        try (Stream<Path> all = Files.walk(home.resolve("reports"))) {
            Path html = all.filter(f -> f.getFileName().toString().equals("report.html")
                            && f.toString().contains("-" + run))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(html);
        }
    }

    @Test
    void aRun_isRefusedWhereADirectoryIsNotThere() throws Exception {
        Path schedule = home.resolve("mine");
        try (Commands commands = commands(schedule)) {
            Files.delete(home.resolve("files/one.pdf"));
            Files.delete(home.resolve("files"));
            Commands.Result refused = run(commands, commands.operator("night"), schedule, "run");
            assertThat(refused.status()).as(refused.toString()).isEqualTo(ExitCode.REFUSED.number());
            assertThat(refused.err()).contains("There is no directory " + home.resolve("files"));
            Commands.Result check = run(commands, commands.superuser(), schedule, "check");
            assertThat(check.status()).isEqualTo(ExitCode.REFUSED.number());
        }
    }
}
