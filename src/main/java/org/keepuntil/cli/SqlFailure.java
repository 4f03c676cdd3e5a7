package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * What a failed statement or connection means, by SQLSTATE alone (PostgreSQL manual, appendix A). The server's own message is
 * not used: it can hold values of a record, such as {@code Key (email)=(…)}. Only its check of privileges is quoted.
 */
final class SqlFailure {
    private static final String AGAIN = "Run the command again.";

    private SqlFailure() {}

    /** The failure for an exception that came while a connection was being made ({@code connecting}) or later. */
    static Failure of(SQLException exception, boolean connecting) {
        String state = stateOf(exception);
        if (state == null) {
            return Failure.of(ExitCode.DATABASE, "The database did not answer in time.", checkAddress());
        }
        Failure failure = connecting ? whileConnecting(state) : null;
        if (failure == null) {
            failure = reaching(state);
        }
        if (failure == null && state.equals("42501")) {
            failure = denied(exception);
        }
        return failure == null ? atWork(state) : failure;
    }

    private static @Nullable String stateOf(SQLException exception) {
        for (SQLException at = exception; at != null; at = at.getNextException()) {
            if (at.getSQLState() != null) {
                return at.getSQLState();
            }
        }
        return null;
    }

    private static @Nullable Failure whileConnecting(String state) {
        if (state.equals("22023") || state.equals("42704")) {
            return Failure.of(
                    ExitCode.PRIVILEGES,
                    said("A role that Keepuntil works as does not exist", state),
                    "Run `keepuntil init` to make the roles.");
        }
        return state.startsWith("08") && !state.equals("08004") ? unreachable(state) : null;
    }

    /** The states that mean that there is no connection to work with. */
    private static @Nullable Failure reaching(String state) {
        return switch (state) {
            case "08001" -> unreachable(state);
            case "08004", "28000", "28P01" ->
                Failure.of(
                        ExitCode.DATABASE,
                        said("The database refused the login", state),
                        "Check the user in --database, and the password in ~/.pgpass, PGPASSFILE or PGPASSWORD.");
            case "3D000" ->
                Failure.of(
                        ExitCode.DATABASE,
                        said("The server has no such database", state),
                        "Check the database's name in --database.");
            case "53300" ->
                Failure.of(ExitCode.DATABASE, said("The server has no free connection", state), "Try again later.");
            case "57P03" ->
                Failure.of(
                        ExitCode.DATABASE,
                        said("The server is starting or shutting down", state),
                        "Try again in a moment.");
            case "25006" ->
                Failure.of(
                        ExitCode.DATABASE,
                        said("The database is read-only, as a standby is", state),
                        "Give the address of the primary server in --database.");
            default -> null;
        };
    }

    /** What the server's own check of privileges says names a table or another thing, and nothing that is in it. */
    private static Failure denied(SQLException exception) {
        String what = Stream.iterate(exception, Objects::nonNull, SQLException::getNextException)
                .flatMap(each -> each instanceof PSQLException from
                        ? Stream.ofNullable(from.getServerErrorMessage())
                        : Stream.empty())
                .filter(message -> String.valueOf(message.getRoutine()).startsWith("aclcheck_error"))
                .map(message -> ": " + message.getMessage())
                .findFirst()
                .orElse("");
        return Failure.of(
                ExitCode.PRIVILEGES,
                said("A privilege is missing" + what, "42501"),
                "Run `keepuntil check --database …` to see what to grant. `keepuntil init` makes the roles.");
    }

    private static Failure atWork(String state) {
        if (state.startsWith("08") || state.equals("57P01") || state.equals("57P02") || state.equals("57P05")) {
            return Failure.of(
                    ExitCode.LOST_DATABASE,
                    said("The connection to the database was lost", state),
                    "What was done is recorded. Run again: the next run goes on from there.");
        }
        if (state.startsWith("53")) {
            return Failure.of(
                    ExitCode.STOPPED, said("The server ran out of disk, memory or another resource", state), AGAIN);
        }
        return switch (state) {
            case "42P01", "42703", "3F000" ->
                Failure.of(
                        ExitCode.BINDING,
                        said("A table or column is missing in the database", state),
                        "Run `keepuntil check --database …` to see which.");
            case "40001", "40P01", "55P03" ->
                Failure.of(ExitCode.STOPPED, said("The rows were in use by others", state), AGAIN);
            case "57014" ->
                Failure.of(ExitCode.STOPPED, said("The statement was cancelled or ran out of time", state), AGAIN);
            case "XX001", "XX002" ->
                Failure.of(
                        ExitCode.MISMATCH,
                        said("The server found damaged data", state),
                        "Have the database examined before you run again.");
            default -> Failure.of(ExitCode.INTERNAL, said("The database refused a statement", state));
        };
    }

    private static Failure unreachable(String state) {
        return Failure.of(ExitCode.DATABASE, said("The database cannot be reached", state), checkAddress());
    }

    private static String checkAddress() {
        return "Check host and port in --database, and that the server runs and accepts TCP connections from here.";
    }

    private static String said(String sentence, String state) {
        return sentence + " (SQLSTATE " + state + ").";
    }
}
