package org.keepuntil.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** All that is compared. */
final class Suites {
    /** What the command line says. */
    record Wanted(
            long referrals,
            int batch,
            List<Integer> workers,
            List<Long> emptySizes,
            long growth,
            Path folder,
            String heap) {}

    static final List<String> NAMES = List.of("destroy", "people", "dry-run", "anonymise", "client", "empty", "growth");

    private static final List<String> BY_HAND = List.of("bare", "locking");

    private final Wanted wanted;
    private final boolean workersKnown;

    private Suites(Wanted wanted, boolean workersKnown) {
        this.wanted = wanted;
        this.workersKnown = workersKnown;
    }

    static List<Suite> of(List<String> names, Wanted wanted) throws Exception {
        Suites suites = new Suites(wanted, Keepuntil.knowsWorkers(wanted.folder()));
        List<Suite> all = new ArrayList<>();
        for (String name : names) {
            all.addAll(suites.named(name));
        }
        return all;
    }

    private List<Suite> named(String name) {
        Case of = Case.of(wanted.referrals(), name.equals("people"));
        return switch (name) {
            case "destroy" ->
                List.of(new Suite(
                        name, "Destroying a tenth", of, destroying(of, true), BY_HAND, false, Suite.gone(of)));
            case "people" ->
                List.of(new Suite(
                        name,
                        "Destroying a tenth, where the client's birth decides too",
                        of,
                        destroying(of, false),
                        BY_HAND,
                        false,
                        Suite.gone(of)));
            case "dry-run" ->
                List.of(new Suite(
                        name,
                        "A dry run",
                        of,
                        List.of(ByHand.classification(of), Keepuntil.dryRun(of, wanted.folder(), wanted.heap())),
                        List.of("classification"),
                        false,
                        Suite.unchanged(of)));
            case "anonymise" -> List.of(anonymising(of.with("anonymise")));
            case "client" ->
                List.of(new Suite(
                        name,
                        "An application at work meanwhile",
                        of,
                        besideClient(of),
                        List.of("locking"),
                        true,
                        Suite.goneBesides(of)));
            case "empty" -> empty();
            case "growth" -> Growth.suites(wanted);
            default ->
                throw new IllegalArgumentException(
                        "There is no suite " + name + ". There are: " + String.join(", ", NAMES));
        };
    }

    private Suite anonymising(Case of) {
        List<Contender> contenders = new ArrayList<>(List.of(ByHand.update(of)));
        contenders.addAll(nights(of));
        return new Suite(
                "anonymise", "Anonymising a tenth", of, contenders, List.of("update"), false, Suite.anonymised());
    }

    private List<Contender> destroying(Case of, boolean batch) {
        List<Contender> all = new ArrayList<>();
        Arrays.stream(HandWritten.Care.values()).forEach(care -> all.add(new HandWritten(of, care, wanted.batch())));
        if (batch) {
            all.add(SpringBatch.rowByRow(of, wanted.folder(), wanted.heap()));
            all.add(SpringBatch.batches(of, wanted.folder(), wanted.heap()));
        }
        all.addAll(nights(of));
        return all;
    }

    /** Whoever does not lock fails as soon as a note is written between two of the statements. */
    private List<Contender> besideClient(Case of) {
        List<Contender> all = new ArrayList<>(List.of(new Nobody(10)));
        all.add(new HandWritten(of, HandWritten.Care.LOCKING, wanted.batch()));
        all.addAll(nights(of));
        return all;
    }

    /** Nothing is due: at several sizes, with a rule of one side on an indexed column, and with one that looks at people. */
    private List<Suite> empty() {
        BiFunction<Long, Boolean, Suite> suite = (size, people) -> {
            Case of = new Case(size, 0, people, "destroy", 0, 1, 0);
            return new Suite(
                    "empty-" + size + (people ? "-people" : ""),
                    String.format(
                            "A night with nothing due, %,d records, %s",
                            size, people ? "where the client's birth decides too" : "one date decides"),
                    of,
                    List.of(Keepuntil.night(of, 1, wanted.folder(), wanted.heap())),
                    List.of(),
                    false,
                    Suite.unchanged(of));
        };
        List<Suite> all = new ArrayList<>();
        wanted.emptySizes().forEach(size -> {
            all.add(suite.apply(size, false));
            all.add(suite.apply(size, true));
        });
        return all;
    }

    private List<Contender> nights(Case of) {
        List<Contender> nights = new ArrayList<>();
        for (int n : wanted.workers()) {
            if (n == 1 || workersKnown) {
                nights.add(Keepuntil.night(of, n, wanted.folder(), wanted.heap()));
            }
        }
        return nights;
    }
}
