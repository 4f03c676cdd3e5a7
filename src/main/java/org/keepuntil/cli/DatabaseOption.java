package org.keepuntil.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.audit.seal.SigningKeys;
import picocli.CommandLine.Option;

/** The option {@code --database}, for verbs that work on a database: {@code @Mixin DatabaseOption database}. */
public final class DatabaseOption {
    private static final String DEMO = "demo";

    /** The demonstration's second pair of eyes. */
    private static final String DEMO_APPROVER = "demo-approver";

    private static final String VARIABLE = "KEEPUNTIL_DATABASE";

    private final Surroundings surroundings;
    private final DemoTarget demo;

    @Option(
            names = "--database",
            paramLabel = "URI",
            description = {
                "The database: postgresql://user@host:5432/database, or a JDBC URL, or demo. Without it KEEPUNTIL_DATABASE"
                        + " counts, else PGHOST, PGDATABASE, PGSERVICE and the like, as for psql.",
                "A password is taken from ~/.pgpass, PGPASSFILE or PGPASSWORD, never from the command line."
            })
    private @Nullable String uri;

    /**
     * @param surroundings where the environment variables are read
     * @param demo what {@code --database demo} stands for
     */
    public DatabaseOption(Surroundings surroundings, DemoTarget demo) {
        this.surroundings = surroundings;
        this.demo = demo;
    }

    /** Whether the user named a database in one way or another; verbs that can do without ask this first. */
    public boolean isGiven() {
        return uri != null
                || surroundings.has(VARIABLE)
                || surroundings.has("PGHOST")
                || surroundings.has("PGDATABASE")
                || surroundings.has("PGSERVICE");
    }

    /**
     * The database to work on. No connection is made.
     *
     * @throws UserError where none is named, or its address is wrong, or has a password on the command line
     */
    public Target target() {
        if (uri != null) {
            if (isDemo()) {
                return demo.start(uri.equals(DEMO_APPROVER));
            }
            refusePassword(uri);
        }
        String address = uri != null ? uri : surroundings.get(VARIABLE);
        if (address == null && !isGiven()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "Which database? None is named.",
                    "Give --database postgresql://user@host:5432/database, or set KEEPUNTIL_DATABASE or PGDATABASE.");
        }
        return isDemo() ? demo.start(DEMO_APPROVER.equals(address)) : new TargetResolver(surroundings).resolve(address);
    }

    /** Whether it was named on the command line, not only by the environment. */
    boolean isOnCommandLine() {
        return uri != null;
    }

    /** Schedules that belong to the database that was named: the demonstration has its own. */
    List<Path> ownSchedules() {
        return isDemo() ? demo.schedules() : List.of();
    }

    /** Where the keys are with which the log of the database names records. */
    TokenKeys tokenKeys() {
        return new TokenKeys(environment(), surroundings.home());
    }

    /** Where the key is that signs the log of the database. */
    SigningKeys signingKeys() {
        return new SigningKeys(environment(), surroundings.home());
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        if (isDemo()) {
            environment.putAll(demo.environment());
        }
        return environment;
    }

    private boolean isDemo() {
        String named = uri != null ? uri : surroundings.get(VARIABLE);
        return DEMO.equals(named) || DEMO_APPROVER.equals(named);
    }

    private static void refusePassword(String uri) {
        Map<Parameter, String> given = TargetResolver.parameters(uri);
        if (given.keySet().stream().anyMatch(Parameter::isSecret)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "A password in --database can be read by everyone on this machine, so it is refused.",
                    "Put it into ~/.pgpass, into a file that PGPASSFILE names, or into PGPASSWORD.");
        }
    }
}
