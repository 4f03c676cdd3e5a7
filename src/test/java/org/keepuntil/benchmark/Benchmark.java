package org.keepuntil.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code scripts/benchmark}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Does the same work by hand, with Spring Batch and with Keepuntil, in turn, and compares them.")
final class Benchmark implements Callable<Integer> {
    @Parameters(
            paramLabel = "SUITE",
            description = "destroy, people, dry-run, anonymise, client, empty, growth; all of them, if none is named.")
    private List<String> suites = List.of();

    @Option(
            names = "--referrals",
            defaultValue = "2000000",
            description = "Records; each has three notes, a tenth is due. Default: ${DEFAULT-VALUE}")
    private long referrals;

    @Option(
            names = "--empty",
            split = ",",
            defaultValue = "1000000,20000000",
            description = "Records of the nights with nothing due. Default: ${DEFAULT-VALUE}")
    private List<Long> emptySizes = List.of();

    @Option(
            names = "--growth",
            defaultValue = "400000",
            description = "Records from which the curves of growth begin. Default: ${DEFAULT-VALUE}")
    private long growth;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each has its turn. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these contenders.")
    private List<String> only = List.of();

    @Option(
            names = "--workers",
            split = ",",
            defaultValue = "1,2",
            paramLabel = "N",
            description = "Keepuntil with so many workers, where it has them. Default: ${DEFAULT-VALUE}")
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
            description = "A server of your own, as a superuser: postgresql://user:password@host/postgres."
                    + " Without it one is started.")
    private @Nullable String database;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of the server that is started.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--directory",
            defaultValue = "target/benchmark",
            description = "For the server's data and all that is written. Default: ${DEFAULT-VALUE}")
    private Path directory = Path.of("target", "benchmark");

    @Option(
            names = "--publish",
            paramLabel = "FILE",
            description = "Put the tables into this page between its marks, and the plot beside it.")
    private @Nullable Path page;

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Benchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(directory);
        List<Suite> wanted = Suites.of(
                suites.isEmpty() ? Suites.NAMES : suites,
                new Suites.Wanted(referrals, batch, workers, emptySizes, growth, directory.resolve("keepuntil"), heap));
        try (Server server =
                database != null ? Server.named(database) : Server.embedded(directory.resolve("server"), settings)) {
            Surroundings surroundings = Surroundings.of(server, heap);
            System.out.println(surroundings.text());
            List<Results> all = new ArrayList<>();
            Rounds turns = new Rounds(server, rounds, only);
            for (Suite suite : wanted) {
                Results results = turns.of(suite);
                all.add(results);
                if (!Growth.isOne(suite)) {
                    System.out.println(Summary.of(results));
                }
                // a long benchmark is of use before its end, too
                Files.writeString(directory.resolve("results.json"), new JsonResults(surroundings, all).text());
                if (page != null) {
                    new Page(surroundings, all).writeTo(page);
                }
            }
            turns.end();
            System.out.println(Growth.tables(all));
        }
        return 0;
    }
}
