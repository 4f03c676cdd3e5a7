package org.keepuntil.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.app.demo.SampleDatabase;
import org.keepuntil.audit.Flagged;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.seal.SigningKeys;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.binding.Binding;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Layouts;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.control.Installation;
import org.keepuntil.control.Installer;
import org.keepuntil.control.Roles;
import org.keepuntil.docket.Lists;
import org.keepuntil.hold.Requests;
import org.keepuntil.job.Night;
import org.keepuntil.job.NightListener;
import org.keepuntil.job.NightResult;
import org.keepuntil.plan.Grants;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.Workload;

/** A database with the control schema, a bound schedule and an operator who is no superuser: all that a night needs. */
public final class SampleNight implements AutoCloseable {
    public static final LocalDate AS_OF = SampleDatabase.AS_OF;

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T22:00:00Z"), ZoneOffset.UTC);

    private final TestDatabase database;
    private final Path schedule;
    private final Path keys;
    private final TestDatabase.Login operator;

    private SampleNight(TestDatabase database, Path schedule, Path keys) throws Exception {
        this.database = database;
        this.schedule = schedule;
        this.keys = keys;
        Installer.install(database.dataSource());
        Approving.everything(database.dataSource());
        Installation installation = installation();
        Installer.rememberTokenKey(
                database.dataSource(), tokenKeys().ofNew(installation).id());
        KeyAdded key = new KeyAdded(signingKeys().ofNew(installation).verifier().format(), CLOCK.instant(), "", false);
        Installer.asOwner(database.dataSource(), owner -> {
            try (Connection connection = owner.getConnection()) {
                LogKey.add(connection, key);
            }
            return key;
        });
        this.operator = database.login(
                "operator_of_" + database.name(), Roles.of(database.name()).operator());
    }

    /** The sample database with its own schedule. */
    public static SampleNight ofSample(long children, Path keys) throws Exception {
        return ofSample(TestDatabase.create(), children, keys);
    }

    /** The same in a database that is there already; it is closed with the night. */
    public static SampleNight ofSample(TestDatabase database, long children, Path keys) throws Exception {
        SampleDatabase.create(database.dataSource(), children, progress -> {});
        SampleNight night = new SampleNight(database, Path.of("schedules/south-essex-extended-services"), keys);
        night.grant();
        return night;
    }

    /** A database made by a script, with a schedule of its own. */
    public static SampleNight of(String ddl, Path schedule, Path keys) throws Exception {
        return of(TestDatabase.create(), ddl, schedule, keys);
    }

    /** The same in a database that is there already; it is closed with the night. */
    public static SampleNight of(TestDatabase database, String ddl, Path schedule, Path keys) throws Exception {
        database.execute(ddl);
        SampleNight night = new SampleNight(database, schedule, keys);
        night.grant();
        return night;
    }

    private TokenKeys tokenKeys() {
        return new TokenKeys(Map.of("XDG_CONFIG_HOME", keys.toAbsolutePath().toString()), keys);
    }

    private SigningKeys signingKeys() {
        return new SigningKeys(Map.of("XDG_CONFIG_HOME", keys.toAbsolutePath().toString()), keys);
    }

    /** The key that signs the log. */
    public SigningKey signingKey() throws Exception {
        return signingKeys().read(installation()).orElseThrow();
    }

    /** Lets the roles do what they need on the tables of the application, and no more. */
    public void grant() throws Exception {
        Grants.of(workload()).statements(Roles.of(database.name())).forEach(database::execute);
    }

    public TestDatabase database() {
        return database;
    }

    public DataSource superuser() {
        return database.dataSource();
    }

    public DataSource operator() {
        return operator.dataSource();
    }

    /** Another account that does the same work. */
    public DataSource otherOperator() {
        return database.login("other", Roles.of(database.name()).operator()).dataSource();
    }

    /** What a program needs in its environment to work on the database as the operator's login. */
    public Map<String, String> operatorEnvironment() {
        String[] address = database.hostAndPort().split(":", 2);
        return Map.of(
                "PGHOST", address[0],
                "PGPORT", address[1],
                "PGDATABASE", database.name(),
                "PGUSER", operator.user(),
                "PGPASSWORD", operator.password(),
                "XDG_CONFIG_HOME", keys.toAbsolutePath().toString());
    }

    public Installation installation() throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            return Installation.read(connection);
        }
    }

    public TokenKey tokens() throws Exception {
        return tokenKeys().of(installation());
    }

    /** The schedule, bound to the database as it is now, with the erasures that are granted. */
    public Workload workload() throws Exception {
        Problems problems = new Problems();
        ScheduleFolder.Loaded loaded =
                ScheduleFolder.load(schedule, problems).orElseThrow(() -> new AssertionError(problems.render()));
        try (Connection connection = database.dataSource().getConnection()) {
            Layouts layouts = Layouts.resolve(loaded.binding(), Catalog.read(connection), problems)
                    .orElseThrow(() -> new AssertionError(problems.render()));
            return new Workload(List.of(new Workload.Bound(loaded.schedule(), loaded.binding(), layouts)))
                    .erasing(Requests.erasing(database.dataSource()));
        }
    }

    /** The same, whatever share of the records is due: tests have few records, and most of them are there to go. */
    private static Workload withoutCaps(Workload workload) {
        return new Workload(workload.schedules().stream()
                .map(bound -> new Workload.Bound(bound.schedule(), withoutCaps(bound.binding()), bound.layouts()))
                .toList());
    }

    private static Binding withoutCaps(Binding binding) {
        return new Binding(
                binding.records().stream().map(SampleNight::withoutCap).toList(),
                binding.copiesElsewhere(),
                binding.backupsKept(),
                binding.years(),
                binding.unrelated(),
                binding.transferTo(),
                binding.text());
    }

    private static BoundClass withoutCap(BoundClass bound) {
        return new BoundClass(
                bound.name(),
                bound.table(),
                bound.key(),
                bound.where(),
                bound.openWhile(),
                bound.people(),
                bound.events(),
                bound.facts(),
                bound.components(),
                bound.related(),
                bound.links(),
                bound.treatment(),
                bound.findBy(),
                bound.dropsPartitions(),
                Optional.empty(),
                bound.place());
    }

    /** A night of the operator's. Caps do not count. */
    public Night night(BooleanSupplier stop, Listener listener) throws Exception {
        return night(operator(), stop, listener);
    }

    /** A night on these connections. It fails where it would commit what a runner that has lost its run could commit too. */
    public Night night(DataSource operator, BooleanSupplier stop, Listener listener) throws Exception {
        return new Night(
                FenceWatch.watch(operator),
                withoutCaps(workload()),
                tokens(),
                new Sealer(operator, signingKey(), CLOCK),
                installation(),
                CLOCK,
                listener,
                stop,
                result -> result == NightResult.COMPLETE ? 0 : 1);
    }

    @Override
    public void close() {
        database.close();
    }

    /** Hears what the night says. */
    public static class Listener implements NightListener {
        private final List<Flagged> flagged = new ArrayList<>();
        private final List<Lists.Listed> listed = new ArrayList<>();

        @Override
        public void planning(String title) {}

        @Override
        public void disposing(String recordClass, long looked, long planned) {}

        @Override
        public void flagged(Flagged change) {
            flagged.add(change);
        }

        @Override
        public void listed(Lists.Listed lists) {
            listed.add(lists);
        }

        public List<Lists.Listed> listed() {
            return listed;
        }

        public List<Flagged> flagged() {
            return flagged;
        }
    }
}
