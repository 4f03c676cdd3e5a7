package org.keepuntil.examples;

import java.util.List;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/** A schedule with a class for each thing that examples can give, and examples of it from text. */
final class Samples {
    static final Schedule SCHEDULE = schedule("""
            schedule: services
            title: Services
            version: 1
            records:
              referral:
                people: [child, worker]
                events: [opened, closure, last contact]
                facts: [service, score, looked after]
              note:
                people: [parent]
                events: [made]
              log: { events: [written], facts: [kind] }
            rules:
              - id: referral-25
                records: referral
                keep: until age 25 of the youngest child
                then: destroy
              - id: referral-75
                records: referral
                when: { looked after: true, score: at least 3 }
                keep: until age 75 of the youngest child
                then: destroy
              - id: referral-mark
                records: referral
                keep: until age 24 of the youngest child
                then: flag
              - id: note-6
                records: note
                keep: { longest of: [6 years after made, until age 18 of the parent] }
                then: destroy
              - id: log-notice
                records: log
                keep: 1 year after written
                then: destroy after notice of 30 days
              - id: log-redact
                records: log
                stages:
                  - { keep: 3 months after written, then: redact }
                  - { keep: { longest of: [until no other record refers to it, 1 year after written] }, then: destroy }
              - id: log-redact-too
                records: log
                when: { kind: secret }
                stages:
                  - { keep: 3 months after written, then: redact }
                  - { keep: 1 year after written, then: destroy after notice of 10 days }
            """);

    private Samples() {}

    private static Schedule schedule(String yaml) {
        Problems problems = new Problems();
        return YamlFile.of("schedule.yaml", yaml, problems)
                .flatMap(file -> ScheduleParser.parse(file, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
    }

    /** What the parser makes of a file, or an error that shows its problems. */
    static List<Example> examples(String yaml) {
        Problems problems = new Problems();
        return YamlFile.of("examples.yaml", yaml, problems)
                .flatMap(file -> ExamplesParser.parse(file, SCHEDULE, Setting.of(SCHEDULE), problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
    }

    /** One example of a referral, with the lines that are given. */
    static Example referral(String given, String more) {
        return examples("examples:\n  - name: one\n    record: referral\n    given: " + given + "\n" + more.indent(4))
                .get(0);
    }

    static Results run(String yaml) {
        return Results.of(SCHEDULE, Setting.of(SCHEDULE), examples(yaml));
    }
}
