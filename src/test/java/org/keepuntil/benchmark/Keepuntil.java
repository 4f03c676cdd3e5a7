package org.keepuntil.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.testing.Approving;
import org.keepuntil.testing.TestServer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keepuntil as it ships: a process of its own, started by {@code scripts/keepuntil}, as an account that is no superuser, with everything on.
 * The whole is the whole night, from the start of the process to its end, with planning, the report and the sealed log.
 */
final class Keepuntil implements Contender {
    private static final String ACCOUNT = "keepuntil_benchmark_night";
    private static final String HOLDER = "keepuntil_benchmark_holds";

    private final Case of;
    private final int workers;
    private final boolean dry;
    private final Path folder;
    private final String heap;

    private Keepuntil(Case of, int workers, boolean dry, Path folder, String heap) {
        this.of = of;
        this.workers = workers;
        this.dry = dry;
        this.folder = folder.toAbsolutePath();
        this.heap = heap;
    }

    /** A night. */
    static Keepuntil night(Case of, int workers, Path folder, String heap) {
        return new Keepuntil(of, workers, false, folder, heap);
    }

    /** A dry run; its work begins where it says what it looks at. */
    static Keepuntil dryRun(Case of, Path folder, String heap) {
        return new Keepuntil(of, 1, true, folder, heap);
    }

    @Override
    public String name() {
        return workers == 1 ? "keepuntil" : "keepuntil-" + workers;
    }

    @Override
    public String title() {
        String how = dry ? "dry run with all statuses" : workers == 1 ? "one worker" : workers + " workers";
        return "Keepuntil, " + how;
    }

    @Override
    public void prepare(Server server, String database) throws Exception {
        Path schedule = new CaseSchedule(of).write(folder.resolve("schedule"));
        TestServer address = server.address();
        call(
                environment(server, database, address.user(), address.password()),
                "init",
                "--schedule",
                schedule.toString());
        Approving.everything(address.dataSource(database, address.user(), address.password()));
        JdbcTemplate administration = server.administration();
        account(server, ACCOUNT);
        administration.execute("grant \"keepuntil_" + database + "_operator\" to " + ACCOUNT);
        if (of.holds() > 0) {
            placeHolds(server, database);
        }
        administration.execute("checkpoint");
    }

    /** As somebody else than who works at night. */
    private void placeHolds(Server server, String database) throws Exception {
        account(server, HOLDER);
        server.administration().execute("grant \"keepuntil_" + database + "_approver\" to " + HOLDER);
        List<String> lines = new ArrayList<>(List.of("class,key"));
        server.database(database)
                .query(
                        "select id from bench.referral r where not coalesce(r.closed_on <= date '" + Case.AS_OF
                                + "' - interval '6 years', false) order by id limit " + of.holds(),
                        row -> {
                            lines.add("referral," + row.getLong(1));
                        });
        Path file = Files.write(folder.resolve("holds.csv"), lines);
        call(
                environment(server, database, HOLDER, password(server.address())),
                "hold",
                "place",
                "--schedule",
                folder.resolve("schedule").toString(),
                "--from",
                file.toString(),
                "--kind",
                "inquiry",
                "--authority",
                "A benchmark",
                "--reason",
                "to see what many holds cost");
    }

    private static void account(Server server, String name) {
        JdbcTemplate administration = server.administration();
        if (administration
                .queryForList("select from pg_roles where rolname = ?", name)
                .isEmpty()) {
            administration.execute("create role " + name + " login");
        }
        administration.execute("alter role " + name + " password '" + password(server.address()) + "'");
    }

    @Override
    public Took run(Server server, String database) throws Exception {
        List<String> line = new ArrayList<>(
                List.of("run", "--schedule", folder.resolve("schedule").toString(), "--as-of", Case.AS_OF.toString()));
        line.addAll(
                dry
                        ? List.of("--dry-run")
                        : List.of(
                                "--quiet", "--report", folder.resolve("reports").toString()));
        if (workers > 1) {
            line.addAll(List.of("--workers", Integer.toString(workers)));
        }
        Command.Ended ended =
                call(environment(server, database, ACCOUNT, password(server.address())), line.toArray(String[]::new));
        if (dry) {
            return new Took(ended.seconds() - ended.silent(), ended.seconds(), ended.peak(), Map.of());
        }
        Map<String, Double> steps = steps(server.database(database));
        return new Took(steps.getOrDefault("dispose", 0.0), ended.seconds(), ended.peak(), steps);
    }

    /** Seconds of each step of the night, as Spring Batch has written them down. */
    private static Map<String, Double> steps(JdbcTemplate jdbc) {
        Map<String, Double> steps = new LinkedHashMap<>();
        jdbc.query(
                "select step_name, extract(epoch from end_time - start_time)::float8 from keepuntil.batch_step_execution order by step_execution_id",
                row -> {
                    steps.merge(row.getString(1), row.getDouble(2), Double::sum);
                });
        return steps;
    }

    /** Whether the program knows workers at all. */
    static boolean knowsWorkers(Path folder) throws Exception {
        return Command.start(launcher(), Map.of(), folder.resolve("help.txt"), "run", "--help")
                .output()
                .contains("--workers");
    }

    private static Path launcher() {
        return Path.of("scripts", "keepuntil").toAbsolutePath();
    }

    private Command.Ended call(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return Command.start(launcher(), environment, folder.resolve(arguments[0] + ".txt"), arguments)
                .orFail();
    }

    private Map<String, String> environment(Server server, String database, String user, String password)
            throws IOException {
        String[] hostAndPort = server.address().hostAndPort().split(":", 2);
        Map<String, String> environment = new HashMap<>();
        environment.put("PGHOST", hostAndPort[0]);
        environment.put("PGPORT", hostAndPort.length > 1 ? hostAndPort[1] : "5432");
        environment.put("PGDATABASE", database);
        environment.put("PGUSER", user);
        environment.put("PGPASSWORD", password);
        environment.put(
                "XDG_CONFIG_HOME",
                Files.createDirectories(folder.resolve("keys")).toString());
        environment.put("KEEPUNTIL_JAVA_OPTS", "-Xmx" + heap);
        return environment;
    }

    private static String password(TestServer address) {
        return address.password().isEmpty() ? "benchmark" : address.password();
    }
}
