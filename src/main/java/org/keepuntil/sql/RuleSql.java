package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.Optional;
import org.keepuntil.schedule.Rule;

/**
 * One rule as SQL. All but {@code applies} are true or not true; {@code applies} has three values.
 *
 * @param latest the latest day has come
 * @param earliest the earliest day has come
 * @param notPermanent the earliest day comes at all
 * @param waiting the latest day never comes because something has not happened
 */
record RuleSql(Rule rule, Sql applies, Sql latest, Sql earliest, Sql notPermanent, Sql waiting) {
    static RuleSql of(Rule rule, Periods periods, Conditions conditions, LocalDate asOf) {
        var keep = rule.lastStage().keep();
        return new RuleSql(
                rule,
                Sql.and(rule.when().map(conditions::once).orElse(Sql.TRUE), periods.applies(keep)),
                periods.latestBy(keep, Optional.of(asOf)),
                periods.earliestBy(keep, Optional.of(asOf)),
                periods.earliestBy(keep, Optional.empty()),
                periods.waiting(keep));
    }

    Sql certain() {
        return applies.isTrue();
    }

    Sql may() {
        return applies.isNotFalse();
    }
}
