package org.keepuntil.cli;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keepuntil.app.NightApplication;
import org.keepuntil.app.demo.SampleDatabase;
import org.keepuntil.control.Roles;
import org.keepuntil.testing.Approving;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs command lines in this process against a test database, each as one of its accounts. */
final class Commands implements AutoCloseable {
    static final String AS_OF = SampleDatabase.AS_OF.toString();
    static final Path SCHEDULE = Path.of("schedules/south-essex-extended-services");

    private final TestDatabase database;
    private final Path home;
    private final TestDatabase.Login superuser;
    private boolean asksForApproval;
    private String typed = "";

    private Commands(TestDatabase database, Path home) {
        this.database = database;
        this.home = home;
        this.superuser = database.login("dba");
        database.execute("alter role \"" + superuser.user() + "\" superuser");
    }

    /** What a command wrote and how it ended. */
    record Result(int status, String out, String err) {
        /** All of it, to be shown when a test fails. */
        @Override
        public String toString() {
            return "status " + status + "\n--- out\n" + out + "--- err\n" + err;
        }
    }

    /** An empty database. */
    static Commands onEmpty(Path home) {
        return on(TestDatabase.create(), home);
    }

    /** A database that is there already; it is dropped with this. */
    static Commands on(TestDatabase database, Path home) {
        return new Commands(database, home);
    }

    /** The sample database, without Keepuntil in it. */
    static Commands onSample(long children, Path home) throws SQLException {
        Commands commands = onEmpty(home);
        SampleDatabase.create(commands.database.dataSource(), children, progress -> {});
        return commands;
    }

    /** The same, installed and granted by the verb itself. */
    static Commands installed(long children, Path home) throws SQLException {
        Commands commands = onSample(children, home);
        Result init = commands.run(commands.superuser, "init", "--schedule", SCHEDULE.toString());
        if (init.status() != 0) {
            throw new AssertionError(init);
        }
        return commands;
    }

    TestDatabase database() {
        return database;
    }

    /** The directory of the account that the commands run in. */
    Path home() {
        return home;
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(database.dataSource());
    }

    long count(String query, Object... values) {
        Long count = jdbc().queryForObject(query, Long.class, values);
        return count == null ? -1 : count;
    }

    List<String> texts(String query, Object... values) {
        return jdbc().queryForList(query, String.class, values);
    }

    /** A digest of every row of the application's tables. */
    String content() {
        return String.join(
                "",
                texts("select relname from pg_class c join pg_namespace n on n.oid = relnamespace"
                                + " where nspname = 'sees' and relkind = 'r' order by relname")
                        .stream()
                        .flatMap(table ->
                                texts("select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from sees."
                                                + table + " t")
                                        .stream())
                        .toList());
    }

    Roles roles() {
        return Roles.of(database.name());
    }

    TestDatabase.Login superuser() {
        return superuser;
    }

    TestDatabase.Login operator(String name) {
        return database.login(name, roles().operator());
    }

    TestDatabase.Login approver(String name) {
        return database.login(name, roles().approver());
    }

    /** Runs it with the sample's schedule. */
    Result scheduled(TestDatabase.Login login, String... args) {
        return run(
                login,
                Stream.concat(Stream.of(args), Stream.of("--schedule", SCHEDULE.toString()))
                        .toArray(String[]::new));
    }

    /** Runs it on the database. */
    Result run(TestDatabase.Login login, String... args) {
        return run(login, login.password(), Map.of(), args);
    }

    Result run(TestDatabase.Login login, String password, Map<String, String> environment, String... args) {
        List<String> line = new ArrayList<>(List.of(args));
        line.add("--database");
        line.add("postgresql://" + login.user() + "@" + database.hostAndPort() + "/" + database.name());
        Result result = plain(password, environment, line.toArray(String[]::new));
        if (!asksForApproval
                && args[0].equals("init")
                && result.status() == 0
                && Collections.disjoint(List.of(args), List.of("--sql", "--draft"))) {
            Approving.everything(database.dataSource());
        }
        return result;
    }

    /** Leaves approvals to the test; elsewhere everything counts as approved as soon as Keepuntil is installed. */
    Commands askingForApproval() {
        asksForApproval = true;
        return this;
    }

    /** From now on somebody types this at each command that asks; before, nobody types anything. */
    Commands typing(String text) {
        typed = text;
        return this;
    }

    /** Runs exactly that. */
    Result plain(String password, Map<String, String> environment, String... args) {
        Map<String, String> around = new HashMap<>(environment);
        around.put("PGPASSWORD", password);
        return alone(home, around, Clock.systemUTC(), typed, args);
    }

    /** Runs it without any database. */
    static Result alone(Path home, Map<String, String> environment, String... args) {
        return alone(home, environment, Clock.systemUTC(), args);
    }

    /** The same, with a clock of its own. */
    static Result alone(Path home, Map<String, String> environment, Clock clock, String... args) {
        return alone(home, environment, clock, "", args);
    }

    private static Result alone(Path home, Map<String, String> environment, Clock clock, String typed, String... args) {
        Map<String, String> around = new HashMap<>(environment);
        around.put("XDG_CONFIG_HOME", home.toAbsolutePath().toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Root root = new Root(
                new Surroundings(around, home, "nobody"),
                Console.of(out, err).typed(new StringReader(typed)),
                Verbs.failures(),
                approver -> {
                    throw new AssertionError("no demonstration here");
                });
        int status = root.run(made -> Verbs.of(made, clock, NightApplication::work, new StopSign()), args);
        return new Result(status, out.toString(), err.toString());
    }

    @Override
    public void close() {
        database.close();
    }
}
