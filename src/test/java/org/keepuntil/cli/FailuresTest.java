package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DuplicateKeyException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class FailuresTest {
    private final Failures failures = new Failures();

    @ParameterizedTest
    @CsvSource({
        "08001, DATABASE",
        "08004, DATABASE",
        "28P01, DATABASE",
        "28000, DATABASE",
        "3D000, DATABASE",
        "53300, DATABASE",
        "57P03, DATABASE",
        "25006, DATABASE",
        "08006, LOST_DATABASE",
        "08003, LOST_DATABASE",
        "57P01, LOST_DATABASE",
        "57P02, LOST_DATABASE",
        "42501, PRIVILEGES",
        "42P01, BINDING",
        "42703, BINDING",
        "55P03, STOPPED",
        "57014, STOPPED",
        "53100, STOPPED",
        "XX001, MISMATCH",
        "23505, INTERNAL",
    })
    void of_goesBySqlState_whenTheDatabaseFails(String state, ExitCode code) {
        Failure failure = failures.of(new SQLException("whatever", state));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains("SQLSTATE " + state).doesNotContain("whatever");
    }

    @Test
    void of_neverRepeatsTheServersMessage_whenItHoldsValuesOfARecord() {
        String wire =
                "SERROR\0VERROR\0C23505\0Mduplicate key value violates \"x\"\0DKey (email)=(jane@example.org) exists.\0";
        PSQLException fromServer = new PSQLException(new ServerErrorMessage(wire));
        RuntimeException wrapped = new DuplicateKeyException("PreparedStatementCallback; jane@example.org", fromServer);
        RuntimeException twice = new IllegalStateException("step failed: " + wrapped.getMessage(), wrapped);
        assertThat(fromServer.getMessage()).as("the test's own premise").contains("jane@example.org");

        assertThat(failures.of(twice).toString()).contains("23505").doesNotContain("jane");
        assertThat(SafeTrace.of(twice))
                .contains("IllegalStateException", "DuplicateKeyException", "SQLSTATE 23505", "FailuresTest")
                .doesNotContain("jane");
    }

    @Test
    void of_namesTheTable_whenAPrivilegeIsMissing_butQuotesNobodyElsesMessage() {
        String denied =
                "SERROR\0VERROR\0C42501\0Mpermission denied for table contact\0Faclchk.c\0L1\0Raclcheck_error\0";
        String raised = "SERROR\0VERROR\0C42501\0Mjane@example.org may not go\0Fpl_exec.c\0L1\0Rexec_stmt_raise\0";

        Failure table = failures.of(new PSQLException(new ServerErrorMessage(denied)));
        assertThat(table.code()).isEqualTo(ExitCode.PRIVILEGES);
        assertThat(table.message())
                .isEqualTo("A privilege is missing: permission denied for table contact (SQLSTATE 42501).");
        assertThat(failures.of(new PSQLException(new ServerErrorMessage(raised)))
                        .message())
                .isEqualTo("A privilege is missing (SQLSTATE 42501).");
    }

    @Test
    void trace_leavesOutTheMessage_whenAnExceptionQuotesAValueThatItCouldNotRead() {
        assertThat(SafeTrace.of(new IllegalStateException(new NumberFormatException("For input string: \"jane\""))))
                .doesNotContain("jane");
        assertThat(SafeTrace.of(new IllegalStateException("no rule 7"))).contains("no rule 7");
    }

    @Test
    void of_saysCannotBeReached_whenThePoolFailsAtItsFirstConnection() {
        SQLException cause = new SQLException("eof", "08006");

        assertThat(failures.of(new HikariPool.PoolInitializationException(cause))
                        .code())
                .isEqualTo(ExitCode.DATABASE);
    }

    @Test
    void of_saysRoleIsMissing_whenSettingTheRoleFailsAtConnecting() {
        SQLException cause = new SQLException("role \"x\" does not exist", "22023");

        Failure failure = failures.of(new HikariPool.PoolInitializationException(cause));

        assertThat(failure.code()).isEqualTo(ExitCode.PRIVILEGES);
        assertThat(failure.next()).contains("keepuntil init");
    }

    @Test
    void of_goesByTheDriversState_whenThePoolWrapsIt() {
        SQLTransientConnectionException pool =
                new SQLTransientConnectionException("timed out", null, new SQLException("refused", "08001"));

        assertThat(failures.of(pool).code()).isEqualTo(ExitCode.DATABASE);
        assertThat(failures.of(pool).duringRun().code()).isEqualTo(ExitCode.LOST_DATABASE);
        assertThat(failures.of(new SQLTransientConnectionException("timed out")).code())
                .isEqualTo(ExitCode.DATABASE);
    }

    @Test
    void of_asksTheRegisteredPackage_whenItsExceptionIsSomewhereInTheChain() {
        Failures more = failures.with(
                Locked.class, locked -> Failure.of(ExitCode.BUSY, "Run " + locked.run + " is under way."));

        assertThat(more.of(new IllegalStateException(new Locked(7))))
                .isEqualTo(Failure.of(ExitCode.BUSY, "Run 7 is under way."));
        assertThat(failures.of(new Locked(7)).code()).isEqualTo(ExitCode.INTERNAL);
    }

    @Test
    void of_takesTheErrorsOwnWords_whenItIsTheUsers() {
        Failure failure = failures.of(new UserError(ExitCode.REFUSED, "Too early.", "Wait."));

        assertThat(failure).isEqualTo(new Failure(ExitCode.REFUSED, "Too early.", "Wait."));
    }

    @Test
    void of_namesTheFile_whenAFileIsMissing() {
        Failure failure = failures.of(new UncheckedIOException(new NoSuchFileException("schedules/x")));

        assertThat(failure).isEqualTo(Failure.of(ExitCode.USAGE, "There is no file or directory schedules/x."));
    }

    @Test
    void of_isOurs_whenNothingIsKnownAboutIt() {
        Failure failure = failures.of(new IOException("a secret"));

        assertThat(failure.isOurs()).isTrue();
        assertThat(failure.toString()).contains("--debug").doesNotContain("secret");
    }

    @Test
    void of_ends_whenAChainOfCausesBitesItsTail() {
        RuntimeException a = new IllegalStateException("a");
        RuntimeException b = new IllegalStateException("b", a);
        a.initCause(b);

        assertThat(failures.of(a).code()).isEqualTo(ExitCode.INTERNAL);
    }

    @Test
    void of_hidesAPassword_whenAMistypedOptionRepeatsIt() {
        Failure failure = parse("postgresql://jane:s3cret@db.example.org/sees");

        assertThat(failure.code()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.message())
                .contains("one too many", "jane:***@db.example.org")
                .doesNotContain("s3cret");
        assertThat(failure.next()).contains("keepuntil --help");
        assertThat(parse("--databse=jdbc:postgresql:sees?password=s3cret").message())
                .contains("password=***", "Did you mean --database?");
    }

    private Failure parse(String... args) {
        try {
            new CommandLine(new Mistypable()).parseArgs(args);
            throw new AssertionError("parsed");
        } catch (CommandLine.ParameterException e) {
            return failures.of(e);
        }
    }

    @Command(name = "keepuntil")
    private static final class Mistypable {
        @Option(names = "--database")
        @SuppressWarnings("unused")
        String database = "";
    }

    private static final class Locked extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int run;

        Locked(int run) {
            this.run = run;
        }
    }
}
