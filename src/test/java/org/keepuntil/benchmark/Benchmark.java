package org.keepuntil.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code scripts/benchmark}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Does the same disposal by hand, with Spring Batch and with Keepuntil, in turn, and compares them.")
final class Benchmark implements Callable<Integer> {
    private static final String DATA = "keepuntil_benchmark_data";
    private static final String COPY = "keepuntil_benchmark";

    @Option(
            names = "--referrals",
            defaultValue = "2000000",
            description = "Records; each has three notes, a tenth is due. Default: ${DEFAULT-VALUE}")
    private long referrals;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each has its turn. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--people",
            description =
                    "The rule looks at the client's birth as well: one more row to lock and to read for each record.")
    private boolean people;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these contenders.")
    private List<String> only = List.of();

    @Option(
            names = "--workers",
            split = ",",
            defaultValue = "1,2",
            paramLabel = "N",
            description = "Keepuntil with so many workers. Default: ${DEFAULT-VALUE}")
    private List<Integer> workers = List.of();

    @Option(
            names = "--batch",
            defaultValue = "5000",
            description = "Records in a batch of the hand-written ones. Default: ${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--heap", defaultValue = "256m", description = "Of Java's processes. Default: ${DEFAULT-VALUE}")
    private String heap = "256m";

    @Option(
            names = "--database",
            paramLabel = "URI",
            description =
                    "A server of your own, as a superuser: postgresql://user:password@host/postgres. Without it one is started.")
    private @Nullable String database;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of the server that is started.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--directory",
            defaultValue = "target/benchmark",
            description = "For the server's data and all that is written. Default: ${DEFAULT-VALUE}")
    private Path directory = Path.of("target", "benchmark");

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Benchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(directory);
        try (Server server =
                database != null ? Server.named(database) : Server.embedded(directory.resolve("server"), settings)) {
            Case of = new Case(referrals, people);
            List<Contender> contenders = contenders(of);
            say("%,d referrals, %,d notes; a tenth is due%n%s%n", referrals, 3 * referrals, server.settings());
            server.drop(DATA);
            server.create(DATA);
            long began = System.nanoTime();
            of.make(server.database(DATA));
            say("made in %.1f s", HandWritten.seconds(began));
            Results results = new Results(contenders);
            for (int round = 0; round < rounds; round++) {
                List<Contender> turn = new ArrayList<>(contenders);
                Collections.rotate(turn, -round);
                for (Contender contender : turn) {
                    results.add(contender, measure(server, of, contender, round));
                }
            }
            server.drop(COPY);
            server.drop(DATA);
            System.out.println(Summary.of(results));
        }
        return 0;
    }

    private List<Contender> contenders(Case of) throws Exception {
        List<Contender> all = new ArrayList<>();
        Arrays.stream(HandWritten.Care.values()).forEach(care -> all.add(new HandWritten(of, care, batch)));
        boolean many = Keepuntil.knowsWorkers(directory);
        for (int n : workers) {
            if (n == 1 || many) {
                all.add(new Keepuntil(of, n, directory.resolve("keepuntil"), heap));
            } else {
                say("left out: %d workers, for this Keepuntil has only one", n);
            }
        }
        if (!only.isEmpty()) {
            all.removeIf(c -> !only.contains(c.name()));
        }
        return all;
    }

    private Results.Measured measure(Server server, Case of, Contender contender, int round) throws Exception {
        server.copy(DATA, COPY);
        contender.prepare(server, COPY);
        long before = Contender.rows(server.database(COPY));
        long due = due(server, of);
        long wal = server.walBytes();
        try (Memory memory = Memory.of(server)) {
            Contender.Took took = contender.run(server, COPY);
            Results.Measured measured = new Results.Measured(took, server.walBytes() - wal, memory.most());
            long gone = before - Contender.rows(server.database(COPY));
            if (gone != 4 * due) {
                throw new IllegalStateException(contender.name() + " removed " + gone + " rows, not " + 4 * due);
            }
            say(
                    "round %d  %-44s %7.2f s, all of it %7.2f s, %,d MB of WAL, %d + %d MB %s",
                    round + 1,
                    contender.title(),
                    took.work(),
                    took.whole(),
                    measured.wal() >> 20,
                    took.peak() >> 10,
                    measured.server() >> 10,
                    parts(took));
            return measured;
        }
    }

    private static long due(Server server, Case of) {
        Long due = server.database(COPY)
                .queryForObject("select count(*) from " + of.from() + " where " + of.condition(), Long.class);
        return due == null ? 0 : due;
    }

    private static String parts(Contender.Took took) {
        StringBuilder parts = new StringBuilder();
        took.parts().forEach((part, seconds) -> {
            if (seconds >= 0.05) {
                parts.append(String.format(Locale.ROOT, " %s %.2f", part, seconds));
            }
        });
        return parts.toString();
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
