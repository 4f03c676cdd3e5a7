package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Severity;
import org.keepuntil.source.YamlFile;

/** The warnings of a schedule with one class of records; {@code #} in a rule starts a line. */
final class Linted {
    /** The line of the first rule's first line of its own. */
    static final int FIRST_LINE = 15;

    private static final String HEAD = """
            schedule: services
            title: Services
            version: 2026-04
            records:
              referral:
                title: %s
                people: [child]
                events: [referral, closure, last contact, approval ended]
                facts: [looked after, service, score]
            rules:
            """;

    private Linted() {}

    static List<Problem> rules(String... rules) {
        return titled("Referrals", rules);
    }

    static List<Problem> titled(String title, String... rules) {
        StringBuilder text = new StringBuilder(HEAD.formatted(title));
        for (int i = 0; i < rules.length; i++) {
            boolean named = rules[i].startsWith("id: ");
            String id = named ? rules[i].substring(4, rules[i].indexOf('#')) : "r" + i;
            String lines = named ? rules[i].substring(rules[i].indexOf('#') + 1) : rules[i];
            String then = lines.contains("then: ") ? "" : "    then: destroy\n";
            text.append("  - id: %s%n    records: referral%n".formatted(id))
                    .append(then)
                    .append(lines.replace("#", "\n").indent(4));
        }
        Problems problems = new Problems();
        assertThat(YamlFile.of("s.yaml", text.toString(), problems).flatMap(f -> ScheduleParser.draft(f, problems)))
                .isPresent();
        return problems.all();
    }

    /** The only warning. */
    static Problem warning(String... rules) {
        List<Problem> problems = rules(rules);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(problems.get(0).hint()).isPresent();
        return problems.get(0);
    }
}
