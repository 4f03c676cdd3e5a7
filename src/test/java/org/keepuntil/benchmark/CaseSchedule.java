package org.keepuntil.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The schedule of a case and its binding, as Keepuntil is given them. */
record CaseSchedule(Case of) {
    private static final String ANONYMISE = """
                anonymise:
                  referral: { id: keep, received_on: year, closed_on: keep, service: keep, summary: remove }
                  note: { id: keep, referral_id: keep, made_at: keep, body: remove }
                anonymity: { k: 2, over: [service] }
            """;

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("schedule.yaml"), schedule());
        Files.writeString(folder.resolve("binding.yaml"), binding());
        return folder;
    }

    private String schedule() {
        String people = of.people() ? "    people: [client]\n" : "";
        return """
                schedule: benchmark
                title: Benchmark
                version: 1
                adopted: { by: Nobody, on: 2026-01-01 }
                time zone: Europe/London
                records:
                  referral:
                    title: Referral
                %s    events: [closure, receipt]
                    facts: [service]
                rules:
                """.formatted(people) + rule(0, keep()) + shorter();
    }

    private String keep() {
        return of.people()
                ? "{ longest of: [6 years after closure, until age 25 of the client] }"
                : "6 years after closure";
    }

    /** Rules that are looked at for each record, and never keep longest. */
    private String shorter() {
        return IntStream.range(1, of.rules())
                .mapToObj(i -> rule(i, (30 + i) + " days after " + (i % 2 == 0 ? "closure" : "receipt")))
                .collect(Collectors.joining());
    }

    private String rule(int number, String keep) {
        return """
                  - id: rule-%d
                    records: referral
                    keep: %s
                    then: %s
                    basis: need
                    authority: A benchmark
                """.formatted(number, keep, of.act()).indent(2).replaceFirst("(?m)\\A {2}", "  ");
    }

    private String binding() {
        String parts = IntStream.rangeClosed(1, of.components())
                .mapToObj(i -> ", part_" + i)
                .collect(Collectors.joining());
        return """
                records:
                  referral:
                    table: bench.referral
                    open while: { closure: missing }
                %s    events: { closure: closed_on, receipt: received_on }
                    facts: { service: service }
                    components: [note%s]
                    cap: none
                """.formatted(of.people() ? "    people: { client: { born: person.born } }\n" : "", parts)
                + (of.act().equals("anonymise") ? ANONYMISE : "")
                + (of.people() ? "deaths: recorded\n" : "");
    }
}
