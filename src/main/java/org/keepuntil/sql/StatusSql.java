package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.Optional;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/** The status of a record as SQL, in the order of the language manual ("Status"). */
final class StatusSql {
    private static final Sql DUE = Sql.of("'due'");

    private final AgendaSql agenda;
    private final DocketSql docket;
    private final Sql open;
    private final Sql estimated;
    private final Sql ground;
    private final LocalDate asOf;

    /**
     * @param open the binding's {@code open while}, in three values
     * @param estimated a date on which the decision rests is an estimate
     */
    StatusSql(AgendaSql agenda, DocketSql docket, Sql open, Sql estimated, Sql ground, LocalDate asOf) {
        this.agenda = agenda;
        this.docket = docket;
        this.open = open;
        this.estimated = estimated;
        this.ground = ground;
        this.asOf = asOf;
    }

    /** Whether the rules allow the next act as of the day; holds, references, reviews and notices aside. */
    Sql eligible() {
        return Sql.and(
                agenda.latest(),
                open.equals(Sql.FALSE) ? Sql.TRUE : Sql.concat("(", open, ") is false"),
                agenda.conflict().isNotTrue(),
                finished().isPresent() ? Sql.concat("(", finished().get(), ") is null") : Sql.TRUE);
    }

    /** What is still asked of an eligible record that nothing keeps; also true where that is not clear. */
    Sql isDue() {
        Sql act = act();
        return act.equals(DUE) ? Sql.TRUE : Sql.concat("coalesce((", act, ") = 'due', true)");
    }

    /** Whether the database alone knows the status of each record; else {@link #status} is null for some. */
    boolean tellsAll() {
        boolean several = agenda.governance().rules().size() > 1;
        return !several || (areAlike() && finished().isEmpty());
    }

    /**
     * The status of the record, as the word of {@link Status}; null where the dates of several rules have to be compared, which the
     * decider does.
     */
    Sql status(Sql held, Sql referredTo) {
        Sql finished = finished()
                .map(left -> Sql.concat(" when ", anyFinished(), " then ", left))
                .orElse(Sql.of(""));
        return Sql.concat(
                "case when ",
                agenda.governance().scheduled().isNotTrue(),
                " then ",
                word(Status.UNSCHEDULED),
                " when ",
                agenda.notPermanent().isNotTrue(),
                " then ",
                word(Status.PERMANENT),
                finished,
                " when ",
                Sql.or(open.isNotFalse(), agenda.waiting().isTrue()),
                " then ",
                word(Status.OPEN),
                agenda.conflict().equals(Sql.FALSE)
                        ? ""
                        : Sql.concat(" when ", agenda.conflict(), " then ", word(Status.CONFLICT)),
                " when ",
                agenda.earliest().isNotTrue(),
                " then ",
                retained(),
                " when ",
                agenda.latest().isNotTrue(),
                " then ",
                word(Status.UNDETERMINED),
                " when ",
                held,
                " then ",
                word(Status.HELD),
                " when ",
                referredTo,
                " then ",
                word(Status.REFERRED_TO),
                " else ",
                act(),
                " end");
    }

    /** Kept until a day that has not come, unless a person has to look at what has appeared in it since it was anonymised. */
    private Sql retained() {
        Sql appeared = docket.appeared();
        return appeared.equals(Sql.FALSE)
                ? Sql.of(word(Status.RETAINED))
                : Sql.concat(
                        "case when ",
                        appeared,
                        " then " + word(Status.IN_REVIEW) + " else " + word(Status.RETAINED) + " end");
    }

    /** The status of a record for which the day of an act has come, and that nothing keeps; null where it depends on which act. */
    private Sql act() {
        Sql act = areAlike() ? DUE : agenda.ofAct(this::act);
        return estimated.equals(Sql.FALSE)
                ? act
                : Sql.concat("case when ", estimated, " then ", word(Status.IN_REVIEW), " else ", act, " end");
    }

    /** Whether some record can come to wait for a person or for a notice. */
    boolean hasLists() {
        return !areAlike() || !estimated.equals(Sql.FALSE);
    }

    private boolean areAlike() {
        return agenda.acts().stream().allMatch(this::isDone);
    }

    /** Nobody has to be asked or told before. */
    private boolean isDone(AgendaSql.Act act) {
        return act.stage().then() != Disposal.REVIEW
                && !handsOver(act)
                && (act.rule().rule().notice().isEmpty() || !act.isLast());
    }

    private static boolean handsOver(AgendaSql.Act act) {
        return act.rule().rule().handsOver(act.stage().number());
    }

    private Sql act(AgendaSql.Act act) {
        if (act.stage().then() == Disposal.REVIEW) {
            return Sql.of(word(Status.IN_REVIEW));
        }
        Rule rule = act.rule().rule();
        Sql listed = handsOver(act)
                ? Sql.concat(
                        "case when ",
                        docket.accepted(rule, act.stage().number(), ground),
                        " then ",
                        word(Status.DUE),
                        " else ",
                        word(Status.AWAITING_APPROVAL),
                        " end")
                : DUE;
        if (rule.notice().isEmpty() || !act.isLast()) {
            return listed;
        }
        int days = rule.notice().orElseThrow();
        // a day that a run wrote down is no fact, and may lie outside the years that a fact can have: no bound is
        // searched for
        LocalDate since = asOf.minusDays(days + 1L);
        return Sql.concat(
                "case when ",
                docket.listedBy(rule, since, ground),
                " then ",
                listed,
                " else ",
                word(Status.IN_NOTICE),
                " end");
    }

    /** What the last stage of the governing rule has left; null where it is not done, and where it is not clear which rule governs. */
    private Optional<Sql> finished() {
        boolean any = agenda.governance().rules().stream().anyMatch(r -> docket.leaves(r.rule()));
        return any
                ? Optional.of(agenda.governance()
                        .ofGoverning(r -> docket.leaves(r.rule()) ? docket.left(r.rule()) : Sql.of("null")))
                : Optional.empty();
    }

    /** The last stage of some rule that applies or may is done. */
    private Sql anyFinished() {
        return Sql.or(agenda.governance().rules().stream()
                .filter(r -> docket.leaves(r.rule()))
                .map(r -> Sql.and(r.may(), Sql.concat("(", docket.left(r.rule()), ") is not null")))
                .toList());
    }

    private static String word(Status status) {
        return "'" + status.word() + "'";
    }

    /** The id of the rule that acts on a record that is due; null where several may apply and their dates decide. */
    Sql rule() {
        return unlessUnclear(
                agenda.ofAct(act -> Sql.of("?::text", act.rule().rule().id())));
    }

    /** The number of the stage that acts, from 1; null where the rule is. */
    Sql stage() {
        return unlessUnclear(
                agenda.ofAct(act -> Sql.of(String.valueOf(act.stage().number()))));
    }

    private Sql unlessUnclear(Sql value) {
        return finished()
                .map(left -> Sql.concat("case when not ", anyFinished(), " then ", value, " end"))
                .orElse(value);
    }
}
