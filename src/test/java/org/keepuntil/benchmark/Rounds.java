package org.keepuntil.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gives each contender its turn, on a fresh copy of the data, in an order that changes from round to round. */
final class Rounds {
    private static final String DATA = "keepuntil_benchmark_data";
    private static final String COPY = "keepuntil_benchmark";

    private final Server server;
    private final int rounds;
    private final List<String> only;
    private @Nullable Case made;

    Rounds(Server server, int rounds, List<String> only) {
        this.server = server;
        this.rounds = rounds;
        this.only = only;
    }

    Results of(Suite suite) throws Exception {
        List<Contender> contenders = new ArrayList<>(suite.contenders());
        contenders.removeIf(c -> !only.isEmpty() && !only.contains(c.name()));
        make(suite.of().data());
        say("%n%s: %,d records", suite.title(), suite.of().referrals());
        Results results = new Results(suite, contenders);
        for (int round = 0; round < rounds; round++) {
            List<Contender> turn = new ArrayList<>(contenders);
            Collections.rotate(turn, -round);
            for (Contender contender : turn) {
                Results.Measured measured = measure(suite, contender);
                results.add(contender, measured);
                say("round %d  %-48s %s", round + 1, contender.title(), Summary.line(measured));
            }
        }
        return results;
    }

    /** The same data serve several suites. */
    private void make(Case of) {
        if (!of.equals(made)) {
            server.drop(DATA);
            server.create(DATA);
            long began = System.nanoTime();
            of.make(server.database(DATA));
            say("%n%,d records made in %.0f s", of.referrals(), Contender.seconds(began));
            made = of;
        }
    }

    private Results.Measured measure(Suite suite, Contender contender) throws Exception {
        server.copy(DATA, COPY);
        contender.prepare(server, COPY);
        long due = suite.of().due(server.database(COPY));
        Results.Measured measured = suite.client() ? besideClient(suite, contender) : alone(contender, null);
        String wrong = suite.check().wrong(server.database(COPY), due);
        if (wrong != null && !(contender instanceof Nobody)) {
            throw new IllegalStateException(contender.title() + ": " + wrong);
        }
        return measured;
    }

    private Results.Measured besideClient(Suite suite, Contender contender) throws Exception {
        Client.prepare(server, COPY);
        try (Client client = Client.begin(server, COPY, suite.of().referrals())) {
            Results.Measured measured = alone(contender, null);
            return new Results.Measured(measured.took(), measured.wal(), measured.server(), client.end());
        }
    }

    private Results.Measured alone(Contender contender, Client.@Nullable Felt felt) throws Exception {
        long wal = server.walBytes();
        try (Memory memory = Memory.of(server)) {
            Contender.Took took = contender.run(server, COPY);
            return new Results.Measured(took, server.walBytes() - wal, memory.most(), felt);
        }
    }

    void end() {
        server.drop(COPY);
        server.drop(DATA);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
