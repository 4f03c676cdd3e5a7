package org.keepuntil.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keepuntil.schedule.Statute.Limb;
import org.keepuntil.schedule.Statute.Origin;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** A rule that cites a statute, and counts the statute's years from something else, or keeps for another time. */
final class StatutePeriods implements Lint {
    private static final Pattern LOOKED_AFTER = Pattern.compile("\\blooked[- ]after\\b|\\bchildren.?s homes?\\b");

    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (WrittenRule rule : schedule.rules()) {
            String authority = rule.rule().authority().orElse("").toLowerCase(Locale.ROOT);
            List<Statute> cited = Statute.KNOWN.stream()
                    .filter(s -> s.cited().matcher(authority).find())
                    .toList();
            boolean lookedAfter = LOOKED_AFTER.matcher(about(rule, schedule)).find();
            if (rule.rule().onlyFlags()) {
                continue;
            }
            if (!cited.isEmpty()) {
                check(rule, cited, problems);
            } else if (lookedAfter) {
                miscounted(rule, Statute.KNOWN.subList(0, 1), true, problems);
            }
        }
    }

    private static String about(WrittenRule rule, WrittenSchedule schedule) {
        Optional<String> title = schedule.classes().stream()
                .filter(c -> c.name().equals(rule.rule().records()))
                .map(RecordClass::title)
                .findFirst();
        String when = rule.mapping()
                .entry("when")
                .map(e -> ConditionWords.of(e.value()))
                .orElse("");
        return String.join(
                        " ",
                        rule.rule().id(),
                        title.orElse(""),
                        when,
                        rule.lastKeep().phrase(),
                        rule.rule().authority().orElse(""))
                .toLowerCase(Locale.ROOT);
    }

    private static void check(WrittenRule rule, List<Statute> cited, Problems problems) {
        boolean wrong = miscounted(rule, cited, false, problems);
        List<Reckoned> leaves = leaves(rule).toList();
        boolean all = leaves.size() == rule.lastKeep().leaves().count();
        if (!wrong && all && leaves.stream().noneMatch(leaf -> cited.stream().anyMatch(leaf::keepsTo))) {
            Statute statute = cited.get(0);
            warn(
                    rule.lastKeep().node(),
                    "\"" + rule.lastKeep().phrase() + "\" is another period than that of " + statute.name(),
                    "It says: " + statute.says() + ". Mend the period, or name another authority.",
                    problems);
        }
    }

    private static Stream<Reckoned> leaves(WrittenRule rule) {
        return rule.lastKeep().leaves().flatMap(leaf -> Reckoned.of(leaf).stream());
    }

    private static boolean miscounted(
            WrittenRule rule, List<Statute> statutes, boolean onlyFromAnAge, Problems problems) {
        boolean found = false;
        for (Reckoned leaf : leaves(rule).toList()) {
            Optional<Statute> statute = onlyFromAnAge
                    ? statutes.stream().filter(leaf::countsFromAnAge).findFirst()
                    : leaf.miscounts(statutes);
            if (statute.isPresent()) {
                found = true;
                warn(
                        leaf.kept().node(),
                        "\"" + leaf.kept().phrase() + "\" counts the " + leaf.named()
                                + " years from something else than "
                                + statute.get().name(),
                        "It says: " + statute.get().says() + "." + leaf.suggestion(statute.get()),
                        problems);
            }
        }
        return found;
    }

    private static void warn(Node at, String message, String hint, Problems problems) {
        problems.warning(at.place(), at.length(), message, hint);
    }

    /**
     * A phrase as a statute would put it: so many years from birth, death or an event.
     *
     * @param named the years that it names
     * @param total the years from its event, with those of an age in between
     */
    private record Reckoned(Kept kept, Event event, int named, int total) {
        static Optional<Reckoned> of(Kept kept) {
            if (kept.period() instanceof Period.Until until) {
                int age = age(until.moment());
                return Optional.of(new Reckoned(kept, until.event(), age, age));
            }
            if (kept.period() instanceof Period.After after) {
                int years = after.span().months() / 12;
                return Optional.of(new Reckoned(kept, after.event(), years, years + age(after.moment())));
            }
            if (kept.period() instanceof Period.BeginningWith beginning) {
                int years = beginning.span().months() / 12;
                return Optional.of(new Reckoned(kept, beginning.event(), years, years));
            }
            return Optional.empty();
        }

        private static int age(Moment moment) {
            if (moment instanceof Moment.EndOfYear end) {
                return age(end.of());
            }
            return moment instanceof Moment.Age age ? age.years() : 0;
        }

        Optional<Statute> miscounts(List<Statute> statutes) {
            Optional<Statute> fromAnAge =
                    statutes.stream().filter(this::countsFromAnAge).findFirst();
            if (fromAnAge.isPresent() || statutes.stream().anyMatch(this::keepsTo)) {
                return fromAnAge;
            }
            return statutes.stream()
                    .filter(s -> s.limbs().stream().anyMatch(limb -> limb.years() == named))
                    .findFirst();
        }

        /** The statute's years from birth, counted from an age: 75 years after 18. */
        boolean countsFromAnAge(Statute statute) {
            return total > named
                    && statute.limbs().stream().anyMatch(l -> l.origin() == Origin.BIRTH && l.years() == named);
        }

        boolean keepsTo(Statute statute) {
            return statute.limbs().stream()
                    .anyMatch(limb ->
                            countsLike(limb) && (statute.minimum() ? total >= limb.years() : total == limb.years()));
        }

        private boolean countsLike(Limb limb) {
            if (event instanceof Event.Declared declared) {
                String name = declared.name().toLowerCase(Locale.ROOT);
                return limb.origin() == Origin.EVENT
                        && !limb.notFrom().matcher(name).matches();
            }
            return limb.origin() == (event instanceof Event.Birth ? Origin.BIRTH : Origin.DEATH);
        }

        String suggestion(Statute statute) {
            Optional<Limb> limb =
                    statute.limbs().stream().filter(l -> l.years() == named).findFirst();
            if (limb.isEmpty() || limb.get().origin() == Origin.EVENT) {
                return "";
            }
            return limb.get().origin() == Origin.BIRTH
                    ? " Write: until age " + named
                    : " Write: " + named + " years beginning with death";
        }
    }
}
