package org.keepuntil.docket;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.control.ArrayText;
import org.keepuntil.decide.ReviewDecision.Choice;
import org.keepuntil.docket.ReviewException.Problem;
import org.keepuntil.docket.Reviews.NewDecision;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks at decisions before they are written down: each by itself, and all before any. */
final class DecisionCheck {
    private final JdbcTemplate jdbc;
    private final Choices choices;
    private final LocalDate today;
    private final List<Problem> problems = new ArrayList<>();
    /** The same is asked again and again. */
    private final Map<Asked, Optional<String>> known = new HashMap<>();

    /** What stands on the list of a record, or was decided of it. */
    private record Asked(String recordClass, String rule, int stage, Reviews.Why why, Choice choice) {}

    DecisionCheck(JdbcTemplate jdbc, Workload workload, LocalDate today) {
        this.jdbc = jdbc;
        this.choices = new Choices(workload);
        this.today = today;
    }

    /**
     * The same decisions.
     *
     * @throws ReviewException with every problem of every one
     */
    List<NewDecision> checked(List<NewDecision> decisions) {
        Set<List<Object>> twice = new HashSet<>();
        for (int n = 1; n <= decisions.size(); n++) {
            NewDecision each = decisions.get(n - 1);
            int number = n;
            plain(each).ifPresent(what -> problems.add(new Problem(number, what)));
            if (!twice.add(List.of(each.recordClass(), each.key()))) {
                problems.add(new Problem(n, "of " + named(each) + " something was decided further up already"));
            }
        }
        listed(decisions);
        if (!problems.isEmpty()) {
            problems.sort(java.util.Comparator.comparingInt(Problem::number));
            throw new ReviewException(problems);
        }
        return decisions;
    }

    private Optional<String> plain(NewDecision each) {
        if (each.reason().isBlank()) {
            return Optional.of("a decision has a reason; it may not be empty");
        }
        boolean past = each.keepUntil().filter(day -> !day.isAfter(today)).isPresent();
        return past
                ? Optional.of("the day " + each.keepUntil().orElseThrow() + " until which " + named(each)
                        + " is to be kept has come already")
                : Optional.empty();
    }

    private static String named(NewDecision each) {
        return each.recordClass() + " " + each.key();
    }

    /** What the record waits for: as the list has it, or where a run has taken it off, what was decided last. */
    private void listed(List<NewDecision> decisions) {
        jdbc.query(
                """
                select t.n, coalesce(v.rule, d.rule), coalesce(v.stage, d.stage), coalesce(v.why, 'rule')
                from unnest(?::text[], ?::text[]) with ordinality as t (class, key, n)
                left join keepuntil.review v on v.class = t.class and v.key = t.key::text[] and v.state is not null
                left join keepuntil.review_decision d on d.class = t.class and d.key = t.key::text[]
                    and d.replaced_at is null and d.run is null
                order by t.n""",
                row -> {
                    int number = row.getInt(1);
                    NewDecision each = decisions.get(number - 1);
                    String rule = row.getString(2);
                    if (rule == null) {
                        problems.add(new Problem(
                                number, named(each) + " is not on the review list, so there is nothing to decide"));
                        return;
                    }
                    Reviews.Why why = Reviews.Why.valueOf(row.getString(4).toUpperCase(Locale.ROOT));
                    Asked asked = new Asked(each.recordClass(), rule, row.getInt(3), why, each.choice());
                    known.computeIfAbsent(asked, this::against)
                            .ifPresent(what -> problems.add(new Problem(
                                    number,
                                    named(each) + " can't be decided so ("
                                            + each.choice().word() + "): " + what)));
                },
                decisions.stream().map(NewDecision::recordClass).toArray(String[]::new),
                decisions.stream().map(d -> ArrayText.of(d.key().parts())).toArray(String[]::new));
    }

    private Optional<String> against(Asked asked) {
        return choices.against(asked.recordClass(), asked.rule(), asked.stage(), asked.why(), asked.choice());
    }
}
