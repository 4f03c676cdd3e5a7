package org.keepuntil.app.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Roles;
import org.keepuntil.hold.Holds;
import org.keepuntil.testing.CrashServer;
import org.keepuntil.testing.CuttableWire;
import org.keepuntil.testing.Program;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rounds of faults: a round begins with the same database, runs are disturbed one after the other while the application goes on, each time
 * it is checked what became of the records, and at the end an undisturbed run finishes.
 */
final class Soak implements AutoCloseable {
    private static final int FAULTS_IN_A_ROUND = 12;

    /** With fewer that are due a round has nothing more to disturb. */
    private static final int ENOUGH = 150;

    /** Faults after which something waits until the server or another run has ended what hangs. */
    private static final List<Fault> HANGING =
            List.of(Fault.STOPPED, Fault.HALF_CUT, Fault.CRASH, Fault.SERVER_PROCESS, Fault.FULL_DISK);

    private final Path folder;
    private final Random random;
    private final CrashServer server;
    private final CuttableWire wire;
    private final SampleNight sample;
    private final List<Map<String, String>> accounts;
    private final DataSource superuser;
    private final JdbcTemplate jdbc;
    private final Holds approver;
    private final Path schedule;
    private final Checker checker;
    private final SoakResult result = new SoakResult();

    private int programs;

    Soak(Path folder, long children, long seed) throws Exception {
        this.folder = folder;
        this.random = new Random(seed);
        this.server = new CrashServer(Files.createDirectories(folder.resolve("server")));
        this.wire = new CuttableWire(server.port());
        TestDatabase database = server.create();
        this.sample = SampleNight.ofSample(database, children, folder);
        this.superuser = database.dataSource();
        this.jdbc = new JdbcTemplate(superuser);
        TokenKey tokens = sample.tokens();
        Roles roles = Roles.of(database.name());
        this.approver =
                Holds.of(database.login("placing_holds", roles.approver()).dataSource(), () -> tokens);
        TestDatabase.Login second = database.login("second", roles.operator());
        Map<String, String> first = new HashMap<>(sample.operatorEnvironment());
        first.put("PGPORT", Integer.toString(wire.port()));
        Map<String, String> other = new HashMap<>(first);
        other.put("PGUSER", second.user());
        other.put("PGPASSWORD", second.password());
        this.accounts = List.of(first, other);
        this.schedule = schedule(Files.createDirectories(folder.resolve("schedule")));
        Checker.copy(superuser, tokens);
        this.checker = new Checker(superuser);
        server.keep();
    }

    /** The sample's own, with the copies as no part of any record, and no cap. */
    private static Path schedule(Path to) throws Exception {
        Path from = Path.of("schedules/south-essex-extended-services");
        Files.copy(from.resolve("schedule.yaml"), to.resolve("schedule.yaml"));
        String binding = Files.readString(from.resolve("binding.yaml"))
                .replaceFirst("(?m)^    cap: .*$", "    cap: none")
                .replaceFirst("(?m)^# yaml-language-server.*$", "");
        Files.writeString(
                to.resolve("binding.yaml"), binding + "unrelated: [" + String.join(", ", Checker.COPIES) + "]\n");
        return to;
    }

    /** Does so many faults; returns what came of them, and tells after each round. */
    SoakResult run(int faults, Consumer<SoakResult> progress) throws Exception {
        List<Fault> kinds = kinds(faults);
        for (int done = 0; done < faults; ) {
            server.putBack();
            done += round(kinds.subList(done, Math.min(faults, done + FAULTS_IN_A_ROUND)));
            progress.accept(result);
        }
        return result;
    }

    /** Each kind as often as the others, in any order. */
    private List<Fault> kinds(int faults) {
        List<Fault> possible = new ArrayList<>(List.of(Fault.values()));
        if (!server.canBeFull()) {
            possible.remove(Fault.FULL_DISK);
            result.impossible(Fault.FULL_DISK, "this account may not mount a small file system");
        }
        List<Fault> kinds = new ArrayList<>();
        while (kinds.size() < faults) {
            Collections.shuffle(possible, random);
            kinds.addAll(possible);
        }
        return kinds.subList(0, faults);
    }

    /** Returns how many of the faults it came to. */
    private int round(List<Fault> faults) throws Exception {
        int done = 0;
        long before = records();
        try (Application application = new Application(superuser, approver, random.nextLong(), 300)) {
            application.begin();
            for (Fault fault : faults) {
                if (done > 0 && due() < ENOUGH) {
                    break;
                }
                done++;
                long began = System.nanoTime();
                disturb(fault);
                settle();
                long wait = application.longestWaitMillis();
                result.add(fault, checker.check(), HANGING.contains(fault) ? 0 : wait, System.nanoTime() - began);
            }
            application.end();
            result.application(application);
        }
        finish();
        result.round(before - records(), checker.queries());
        return done;
    }

    private long due() {
        return number("select count(*) from soak.due_now");
    }

    /** Nobody disturbs these: all that is due goes, and after that nothing more. */
    private void finish() throws Exception {
        int code = -1;
        for (int i = 0; i < 3 && code != 0; i++) {
            Running run = start(account());
            code = run.await(180);
            result.exit("undisturbed", code);
        }
        List<String> violations = new ArrayList<>(checker.checkAtTheEnd());
        if (code != 0) {
            violations.add("the undisturbed run ended with " + code + ": " + lastOutput());
        }
        Long planned = jdbc.queryForObject("select coalesce(sum(planned), 0) from keepuntil.progress", Long.class);
        long size = records();
        start(account()).await(180);
        if (!Objects.equals(
                        planned,
                        jdbc.queryForObject("select coalesce(sum(planned), 0) from keepuntil.progress", Long.class))
                || size != records()) {
            violations.add("a second run on unchanged data found something to do");
        }
        violations.addAll(checker.checkAtTheEnd());
        violations.addAll(logVerified());
        result.violations("the end of a round", violations);
    }

    /** After all that was done to the runs of the round, the log and the control tables are what they should be, and sealed. */
    private List<String> logVerified() throws Exception {
        Path output = output(++programs);
        int code = new Running(Program.start(account(), output, "audit", "verify"), output).await(180);
        return code == 0 ? List.of() : List.of("audit verify ended with " + code + ": " + lastOutput());
    }

    private void disturb(Fault fault) throws Exception {
        Running run = start(account());
        awaitSomeMoment(run);
        result.moment(moment());
        switch (fault) {
            case KILL -> run.process.destroyForcibly();
            case TERMINATE -> run.process.destroy();
            case CRASH -> server.crash();
            case SERVER_PROCESS -> killServerProcess();
            case CUT -> endSessions("true");
            case NETWORK -> wire.cut();
            case HALF_CUT -> {
                wire.cutOffClients();
                anotherTakesOver();
                wire.cut();
            }
            case STOPPED -> {
                CrashServer.signal("STOP", run.process.pid());
                anotherTakesOver();
                CrashServer.signal("CONT", run.process.pid());
            }
            case SECOND_RUN -> result.exit("second run", start(account()).await(120));
            case FULL_DISK -> {
                server.fillDisk();
                run.process.waitFor(500 + random.nextInt(3500), TimeUnit.MILLISECONDS);
                server.freeDisk();
            }
        }
        if (!server.runs()) {
            run.process.waitFor(20, TimeUnit.SECONDS);
            server.start();
        }
        int code = run.await(120);
        result.exit(fault.name().toLowerCase(Locale.ROOT), code);
        if (code == Running.HANGS) {
            result.violations(fault.words(), List.of("the program did not end"));
            run.process.destroyForcibly().waitFor();
        }
        run.complain(fault);
    }

    /** What the end of the lease does, sooner: the server gives the lock away whose holder is silent. */
    private void anotherTakesOver() throws Exception {
        if (random.nextInt(3) == 0) {
            int code = start(account()).await(60);
            result.exit("beside one that hangs", code);
        }
        endSessions(
                "pid in (select pid from pg_locks where locktype = 'advisory' and ((classid::bigint << 32) | objid::bigint)"
                        + " = hashtextextended('keepuntil run ' || current_database(), 0))");
        Running next = start(account());
        int code = next.await(180);
        result.exit("takes over", code);
        if (code == Running.HANGS) {
            result.violations("takeover", List.of("whoever took over did not end"));
            next.process.destroyForcibly().waitFor();
        }
        next.complain(Fault.STOPPED);
    }

    private void killServerProcess() throws Exception {
        List<Long> processes = jdbc.queryForList(
                "select pid from pg_stat_activity where datname = current_database() and usename like 'keepuntil%' order by pid",
                Long.class);
        if (processes.isEmpty()) {
            server.crash();
        } else {
            server.kill(processes.get(random.nextInt(processes.size())));
        }
    }

    private void endSessions(String which) {
        jdbc.queryForList(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database()"
                        + " and usename like 'keepuntil%' and usename not like '%placing_holds' and " + which);
    }

    private Map<String, String> account() {
        return accounts.get(random.nextInt(accounts.size()));
    }

    /** A moment while the run starts, plans, disposes, lists, seals or reports; most often while it disposes. */
    private void awaitSomeMoment(Running run) throws Exception {
        int kind = random.nextInt(10);
        long done = number("select coalesce(sum(done), 0) from keepuntil.progress");
        long target = done + random.nextInt((int) Math.max(1, Math.min(600, due() / 2)));
        long closed = number("select count(*) from keepuntil.run where finished_at is not null");
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        if (kind == 0) {
            run.process.waitFor(random.nextInt(5000), TimeUnit.MILLISECONDS);
            return;
        }
        while (run.process.isAlive() && System.nanoTime() < patience) {
            boolean now = switch (kind) {
                case 1, 2 -> number("select count(*) from keepuntil.run where state = 'planning'") > 0;
                case 3 ->
                    number("select count(*) from keepuntil.run r where state = 'running' and not exists"
                                    + " (select 1 from keepuntil.progress p where p.run = r.id and position < planned)")
                            > 0;
                default -> number("select coalesce(sum(done), 0) from keepuntil.progress") > target;
            };
            if (now || number("select count(*) from keepuntil.run where finished_at is not null") > closed) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        run.process.waitFor(random.nextInt(80), TimeUnit.MILLISECONDS);
    }

    /** What the run is doing, as its rows say. */
    private String moment() {
        return String.valueOf(jdbc.queryForObject("""
                select coalesce((select case when r.state <> 'running' then r.state
                        when exists (select 1 from keepuntil.progress p where p.run = r.id and p.position < p.planned) then 'disposing'
                        else 'after disposing' end
                    from keepuntil.run r where r.finished_at is null order by r.id limit 1), 'no run open')""", String.class));
    }

    /** The server answers, and nothing of a run is left in it. */
    private void settle() throws Exception {
        for (int i = 0; i < 900; i++) {
            try {
                if (number("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and usename like 'keepuntil%' and usename not like '%placing_holds'")
                        == 0) {
                    return;
                }
            } catch (DataAccessException e) {
                if (!server.runs()) {
                    server.start();
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        result.violations("the server", List.of("sessions of a run that is gone are still there after 90 seconds"));
        endSessions("true");
    }

    private long records() {
        return number("select count(*) from sees.referral");
    }

    /** Zero where the server is away for a moment. */
    private long number(String query) {
        Long number = jdbc.queryForObject(query, Long.class);
        return number == null ? 0 : number;
    }

    private String lastOutput() throws Exception {
        String output = Files.readString(output(programs));
        return output.substring(Math.max(0, output.length() - 600)).replace('\n', ' ');
    }

    private Path output(int program) {
        return folder.resolve("program-" + program + ".log");
    }

    private Running start(Map<String, String> account) throws Exception {
        Path output = output(++programs);
        Process process = Program.start(
                account,
                output,
                "run",
                "--schedule",
                schedule.toString(),
                "--as-of",
                SampleNight.AS_OF.toString(),
                "--report",
                folder.resolve("reports").toString());
        return new Running(process, output);
    }

    /** The program at work. */
    private final class Running {
        static final int HANGS = -1;

        private final Process process;
        private final Path output;

        Running(Process process, Path output) {
            this.process = process;
            this.output = output;
        }

        int await(long seconds) throws Exception {
            return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : HANGS;
        }

        /** Whatever happens to it, it says so in a sentence. */
        void complain(Fault fault) throws Exception {
            String said = Files.readString(output);
            if (said.contains("Exception") || said.contains("internal error")) {
                result.violations(
                        fault.words(),
                        List.of("the program said: " + said.substring(0, Math.min(said.length(), 1500))));
            }
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
        server.close();
    }
}
