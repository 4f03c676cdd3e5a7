package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.approval.Refusal.Kind;
import org.keepuntil.control.RunLock;
import org.keepuntil.testing.TestDatabase;

/** Every refusal is provoked once, leaves the records as they were, and stands in the manual. */
class RefusalsTest {
    private static final Path MANUAL = Path.of("src/docs/refusals.md");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z ]+)}");
    private static final String INTRODUCTION = """
            # When a run refuses

            Before a run touches anything, it looks for what could be wrong. Where it finds something, it stops: it says what it found and what to do, and ends
            with a code that a script can tell apart. No record has been touched then. `keepuntil check --database …` finds most of it beforehand.

            The table is made from the words of the program. What stands between ‹ and › is filled in.

            | code | what the run says | what to do |
            |---|---|---|
            """;

    /** Leaves no trace of what a test wrote down for a run, an approver or a holder. */
    private static final String FORGET = """
            begin;
            set local session_replication_role = replica;
            delete from keepuntil.hold; delete from keepuntil.approval; delete from keepuntil.approval_rule; delete from keepuntil.catalog_seen;
            delete from keepuntil.plan_class; delete from keepuntil.plan_rule; delete from keepuntil.progress; delete from keepuntil.run;
            commit""";

    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login operator;
    private static TestDatabase.Login approver;
    private static String content;

    /** What puts the database as it was. */
    private final List<String> undo = new ArrayList<>(List.of(FORGET));

    @BeforeAll
    static void install() throws SQLException {
        commands = Commands.onSample(1_200, home).askingForApproval();
        Commands.Result init = commands.scheduled(commands.superuser(), "init");
        assertThat(init.status()).as(init.toString()).isZero();
        operator = commands.operator("night");
        approver = commands.approver("head");
        content = commands.content();
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    @AfterEach
    void undo() {
        undo.forEach(commands.database()::execute);
    }

    // a table that is so large as to lack an index takes a test of its own: MissingIndexesTest
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "NO_INDEX")
    void run_refusesAndTouchesNothing(Kind kind) throws Exception {
        long before = logged(kind.word());

        Commands.Result result = provoke(kind);

        assertThat(result.status())
                .as(result.toString())
                .isEqualTo(Refusals.code(kind).number());
        assertThat(logged(kind.word()) - before).as("refusals in the log").isOne();
        assertThat(result.out() + result.err()).containsPattern(pattern(kind.message()));
        assertThat(result.out() + result.err()).containsPattern(pattern(kind.next()));
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(commands.content()).isEqualTo(content);
    }

    @Test
    void plan_isRefusedInTheLogWhereItWouldBeStored() throws IOException {
        String wrong = schedule("version:", "versoin:").toString();
        long before = logged("files");

        assertThat(commands.run(operator, "plan", "--schedule", wrong).status()).isEqualTo(3);
        assertThat(commands.run(operator, "plan", "--no-store", "--schedule", wrong)
                        .status())
                .isEqualTo(3);
        assertThat(commands.run(operator, "run", "--dry-run", "--schedule", wrong)
                        .status())
                .isEqualTo(3);

        assertThat(logged("files") - before).isOne();
    }

    @Test
    void run_isRefusedInTheLogWhereAnotherIsUnderWayOrAKeyIsMissing() throws Exception {
        long busy = logged("busy");
        long keyless = logged("no-token-key");

        try (RunLock lock = RunLock.take(operator.dataSource())) {
            lock.renew();
            assertThat(run(Commands.SCHEDULE).status()).isEqualTo(8);
        }
        Commands.Result withoutKey = Commands.alone(
                Files.createTempDirectory(home, "empty"),
                Map.of("PGPASSWORD", operator.password()),
                Clock.systemUTC(),
                "run",
                "--schedule",
                Commands.SCHEDULE.toString(),
                "--database",
                address(operator));

        assertThat(withoutKey.status()).as(withoutKey.toString()).isEqualTo(11);
        assertThat(logged("busy") - busy).isOne();
        assertThat(logged("no-token-key") - keyless).isOne();
    }

    @Test
    void run_thatCannotReachTheLog_saysWhatWasRefusedAndThatTheLogHasNothing() throws IOException {
        Commands.Result result = Commands.alone(
                home,
                Map.of(),
                Clock.systemUTC(),
                "run",
                "--schedule",
                schedule("version:", "versoin:").toString(),
                "--database",
                "postgresql://nobody@127.0.0.1:1/none");

        assertThat(result.status()).as(result.toString()).isEqualTo(3);
        assertThat(result.err()).contains("schedule.yaml").contains("The log does not say that this run was refused");
    }

    private static String address(TestDatabase.Login login) {
        return "postgresql://" + login.user() + "@" + commands.database().hostAndPort() + "/"
                + commands.database().name();
    }

    /** In how many bundles of the log a refusal stands with that word. */
    private static long logged(String word) {
        return commands.count(
                "select count(*) from keepuntil.log_bundle where encode(data, 'escape') ~ E'\trefused\t.*\t" + word
                        + "$'");
    }

    @Test
    void manual_hasEveryRefusal() throws IOException {
        String table = Arrays.stream(Kind.values())
                .sorted((a, b) -> Integer.compare(
                        Refusals.code(a).number(), Refusals.code(b).number()))
                .map(kind -> "| " + Refusals.code(kind).number() + " | " + shown(kind.message()) + " | "
                        + shown(kind.next()) + " |\n")
                .collect(Collectors.joining());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(MANUAL, INTRODUCTION + table);
        }
        assertThat(Files.readString(MANUAL)).isEqualTo(INTRODUCTION + table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# nothing but a comment", "\u0000", "- a list", "schedule: sees", "records: {}\nrules: []"})
    void run_refusesAScheduleThatIsEmptyOrUnreadable(String text) throws IOException {
        Path folder = schedule("version:", "version:");
        Files.writeString(folder.resolve("schedule.yaml"), text);

        Commands.Result result = run(folder);

        assertThat(result.status()).as(result.toString()).isEqualTo(3);
        assertThat(result.err()).contains("schedule.yaml").doesNotContain("\tat ");
        assertThat(commands.content()).isEqualTo(content);
        assertThat(commands.count("select count(*) from keepuntil.run")).isZero();
    }

    @Test
    void run_refusesAScheduleThatIsNoFile() throws IOException {
        Path folder = schedule("version:", "version:");
        Files.delete(folder.resolve("schedule.yaml"));
        Files.createDirectory(folder.resolve("schedule.yaml"));

        Commands.Result result = run(folder);

        assertThat(result.status()).as(result.toString()).isIn(2, 3);
        assertThat(result.err()).contains("schedule.yaml").doesNotContain("\tat ", "error in Keepuntil itself");
        assertThat(commands.count("select count(*) from keepuntil.run")).isZero();
    }

    private static String shown(String words) {
        return PLACE.matcher(words).replaceAll("‹$1›").replace("|", "\\|");
    }

    private static Pattern pattern(String words) {
        String[] parts = PLACE.split(words, -1);
        return Pattern.compile(
                Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining(".+?")), Pattern.DOTALL);
    }

    private Commands.Result provoke(Kind kind) throws Exception {
        return switch (kind) {
            case NO_INDEX -> throw new IllegalArgumentException("not with so few rows");
            case FILES -> run(schedule("keep: until age 25", "keep: untill age 25"));
            case MISFIT -> run(binding("table: sees.referral", "table: sees.referal"));
            case UNCOVERED -> run(binding("      invoice.referral_id: unlink", "      {}"));
            case DRIFT -> drifted();
            case FUTURE -> run(Commands.SCHEDULE, "--as-of", "2999-01-01");
            case BACKWARDS -> afterAnotherRun();
            case REVIEW_PAST -> run(schedule("review by: 2027-03-31", "review by: 2020-03-31"));
            case SHORTER -> shorter();
            case UNKNOWN_HOLDS -> heldOfNoClass();
            case CLOCKS -> byAnotherClock();
            case NO_COUNTS ->
                runAfter("alter database %s set track_counts = off", "alter database %s reset track_counts");
            case GRANTS -> runAfter("revoke delete on sees.contact from %s", "grant delete on sees.contact to %s");
            case HIDDEN_ROWS ->
                runAfter(
                        "alter table sees.contact enable row level security -- %s",
                        "alter table sees.contact disable row level security -- %s");
            case FILE_STORE -> run(binding("backups kept: 35 days", "transfer to: /no/such/directory"));
            case OVER_CAP -> run(standing("share: 1%"));
            case JUMP -> afterQuietNights();
            case WAITING -> run(Commands.SCHEDULE);
            case NOT_APPROVED -> run(Commands.SCHEDULE, "--plan", planned(Commands.SCHEDULE));
            case VOID -> run(schedule("version:", "# changed\nversion:"), "--plan", planned(Commands.SCHEDULE));
        };
    }

    private static Commands.Result run(Path schedule, String... more) {
        List<String> line =
                new ArrayList<>(List.of("run", "--schedule", schedule.toString(), "--report", home.toString()));
        line.addAll(List.of(more));
        return commands.run(operator, line.toArray(String[]::new));
    }

    private static Path schedule(String what, String with) throws IOException {
        return edited("schedule.yaml", what, with);
    }

    private static Path binding(String what, String with) throws IOException {
        return edited("binding.yaml", what, with);
    }

    private static Path edited(String edited, String what, String with) throws IOException {
        Path folder = Files.createTempDirectory(home, "schedule");
        for (String file : List.of("schedule.yaml", "binding.yaml")) {
            String text = Files.readString(Commands.SCHEDULE.resolve(file));
            assertThat(!file.equals(edited) || text.contains(what)).as(what).isTrue();
            Files.writeString(folder.resolve(file), file.equals(edited) ? text.replace(what, with) : text);
        }
        return folder;
    }

    /** The place in the statements is the database or the operator's role, whichever it takes. */
    private Commands.Result runAfter(String before, String after) {
        String name = before.contains("database")
                ? commands.database().name()
                : commands.roles().operator();
        commands.database().execute(before.formatted('"' + name + '"'));
        undo.add(after.formatted('"' + name + '"'));
        return run(Commands.SCHEDULE);
    }

    private Commands.Result drifted() {
        Commands.Result seen = commands.scheduled(approver, "check", "--accept-changes");
        assertThat(seen.status()).as(seen.toString()).isZero();
        commands.database()
                .execute("create function sees.nothing() returns trigger language plpgsql as 'begin return new; end'");
        commands.database()
                .execute(
                        "create trigger nothing before insert on sees.contact for each row execute function sees.nothing()");
        undo.add("drop trigger nothing on sees.contact; drop function sees.nothing()");
        return run(Commands.SCHEDULE);
    }

    /** The digest of a stored plan. */
    private static String planned(Path schedule) {
        Commands.Result plan =
                commands.run(operator, "plan", "--as-of", Commands.AS_OF, "--schedule", schedule.toString());
        assertThat(plan.status()).as(plan.toString()).isZero();
        return commands.texts("select plan_digest from keepuntil.run where state = 'planned'")
                .get(0);
    }

    /** As if the stored plan had been acted on. */
    private static void finish() {
        commands.database().execute("""
                begin; set local session_replication_role = replica;
                update keepuntil.run set state = 'finished', finished_at = now(); commit""");
    }

    private static Commands.Result afterAnotherRun() {
        planned(Commands.SCHEDULE);
        finish();
        return run(Commands.SCHEDULE, "--as-of", "2026-01-01");
    }

    /** A schedule of which the rules have a standing approval. */
    private static Path standing(String share) throws IOException {
        Path folder = binding("share: 20%", share);
        Path policy = folder.resolve("schedule.yaml");
        Files.writeString(
                policy,
                Files.readString(policy).replace("    then: destroy", "    approval: standing\n    then: destroy"));
        String[] approve = {"approve", "--standing", "--schedule", folder.toString()};
        String digest = commands.run(approver, approve).err().replaceAll("(?s).*--yes ([0-9a-f]{64}).*", "$1");
        Commands.Result given = commands.run(
                approver,
                Stream.concat(Arrays.stream(approve), Stream.of("--yes", digest))
                        .toArray(String[]::new));
        assertThat(given.status()).as(given.toString()).isZero();
        return folder;
    }

    private static Commands.Result afterQuietNights() throws IOException {
        Path schedule = standing("share: 100%");
        planned(schedule);
        finish();
        commands.database().execute("update keepuntil.plan_class set statuses = '{\"due\": 1}'");
        return run(schedule);
    }

    private static Commands.Result shorter() throws IOException {
        String before =
                Files.readString(Commands.SCHEDULE.resolve("schedule.yaml")).replace("until age 25", "until age 26");
        commands.database().execute("""
                begin; set local session_replication_role = replica;
                insert into keepuntil.approval
                    (kind, schedule_digest, binding_digest, catalog_digest, schedules, approved_by, approved_at, expires_at)
                select 'standing', d, d, d, array[$schedule$%s$schedule$], 'head', now(), now() + interval '1 year'
                from repeat('0', 64) as d; commit""".formatted(before));
        return run(Commands.SCHEDULE);
    }

    private static Commands.Result heldOfNoClass() {
        commands.database().execute("""
                begin; set local session_replication_role = replica;
                insert into keepuntil.hold (class, key, kind, authority, reason, placed_by, placed_at)
                values ('case', array['1'], 'police', 'a test', 'a test', 'a test', now());
                commit""");
        return run(Commands.SCHEDULE);
    }

    private static Commands.Result byAnotherClock() {
        return Commands.alone(
                home,
                Map.of("PGPASSWORD", operator.password()),
                Clock.offset(Clock.systemUTC(), Duration.ofSeconds(90)),
                "run",
                "--schedule",
                Commands.SCHEDULE.toString(),
                "--database",
                address(operator));
    }
}
