package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/**
 * A stage of a rule as SQL. All but {@code says} are true or not true; {@code says} has three values.
 *
 * @param number from 1
 * @param says whether the stage says anything of the record
 * @param latest the latest day has come
 * @param ever the latest day comes at all
 * @param earliest the earliest day has come
 * @param notPermanent the earliest day comes at all
 * @param waiting the latest day never comes because something has not happened
 * @param done whether its act was done
 * @param isAwaited whether what follows can't happen before it
 */
record StageSql(
        int number,
        Disposal then,
        Sql says,
        Sql latest,
        Sql ever,
        Sql earliest,
        Sql notPermanent,
        Sql waiting,
        Sql done,
        boolean isAwaited) {

    static StageSql of(
            Rule rule, int number, Periods periods, DocketSql docket, LocalDate asOf, UnaryOperator<Sql> once) {
        Rule.Stage stage = rule.stages().get(number - 1);
        var keep = stage.keep();
        StageSql own = new StageSql(
                number,
                stage.then(),
                once.apply(periods.applies(keep)),
                once.apply(periods.latestBy(keep, Optional.of(asOf))),
                once.apply(periods.latestBy(keep, Optional.empty())),
                once.apply(periods.earliestBy(keep, Optional.of(asOf))),
                once.apply(periods.earliestBy(keep, Optional.empty())),
                once.apply(periods.waiting(keep)),
                done(rule, number, docket),
                number < rule.stages().size() && rule.isAwaited(number));
        Sql pinned = docket.isPinned(rule.id(), number);
        return pinned.equals(Sql.FALSE) ? own : own.pinned(pinned, docket.pinnedBy(rule.id(), number, asOf));
    }

    private static Sql done(Rule rule, int number, DocketSql docket) {
        List<Sql> any = new ArrayList<>(rule.coveredBy(number).stream()
                .map(covering -> docket.done(rule.id(), covering))
                .toList());
        if (rule.stages().get(number - 1).then() == Disposal.REVIEW) {
            any.add(docket.passes(rule.id(), number));
        }
        return Sql.or(any);
    }

    /** Not before the pinned day; where what the date was worked out from has gone, on that day. What is permanent by now stays so. */
    private StageSql pinned(Sql pinned, Sql pinnedBy) {
        Sql gone = Sql.and(ever.isNotTrue(), notPermanent.isTrue());
        return new StageSql(
                number,
                then,
                either(Sql.and(pinned, says.isNotFalse()), Sql.TRUE, says),
                either(pinned, Sql.and(pinnedBy, Sql.or(latest, gone)), latest),
                Sql.or(ever, Sql.and(pinned, notPermanent)),
                either(pinned, Sql.and(pinnedBy, Sql.or(earliest, gone)), earliest),
                notPermanent,
                Sql.and(Sql.or(pinned.isNotTrue(), notPermanent.isNotTrue()), waiting),
                done,
                isAwaited);
    }

    private static Sql either(Sql pinned, Sql then, Sql otherwise) {
        return Sql.concat("case when ", pinned, " then ", then, " else ", otherwise, " end");
    }
}
