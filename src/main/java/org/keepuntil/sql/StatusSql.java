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
        boolean stays = agenda.governance().rules().stream().anyMatch(r -> DocketSql.leavesByItself(r.rule()));
        return !several || (areAlike() && !stays);
    }

    /**
     * The status of the record, as the word of {@link Status}; null where the dates of several rules have to be compared, which the
     * decider does.
     */
    Sql status(Sql held, Sql referredTo) {
        Sql finished = finished()
                .map(left -> Sql.concat(" when ", anyFinished(), " then ", finished(left, held, referredTo)))
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
                retained(held, referredTo),
                " when ",
                agenda.latest().isNotTrue(),
                " then ",
                word(Status.UNDETERMINED),
                kept(),
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
    private Sql retained(Sql held, Sql referredTo) {
        Sql found = docket.appeared();
        return found.equals(Sql.FALSE)
                ? Sql.of(word(Status.RETAINED))
                : Sql.concat(
                        "case when ",
                        found,
                        " then ",
                        appeared(held, referredTo),
                        " else " + word(Status.RETAINED) + " end");
    }

    private Sql finished(Sql left, Sql held, Sql referredTo) {
        return docket.decidesAppeared()
                ? Sql.concat(
                        "case when (",
                        left,
                        ") = " + word(Status.IN_REVIEW) + " then ",
                        appeared(held, referredTo),
                        " else ",
                        left,
                        " end")
                : left;
    }

    /** Data has appeared in a record that had been anonymised: a person decides, of the act that had been done. */
    private Sql appeared(Sql held, Sql referredTo) {
        if (!docket.decidesAppeared()) {
            return Sql.of(word(Status.IN_REVIEW));
        }
        return Sql.concat(
                "case when not (",
                docket.decided(),
                " and ",
                docket.isDecidedOfAppeared(),
                ") then " + word(Status.IN_REVIEW) + " when ",
                docket.kept(asOf),
                " <> '' then ",
                docket.kept(asOf),
                " when ",
                docket.choice(),
                " <> 'anonymise' and not ",
                goesAsDecided(),
                " then " + word(Status.IN_REVIEW) + " when ",
                held,
                " then " + word(Status.HELD) + " when ",
                referredTo,
                " then " + word(Status.REFERRED_TO) + " else ",
                asDecided(),
                " end");
    }

    /** A person keeps it. */
    private Sql kept() {
        if (!docket.decides()) {
            return Sql.of("");
        }
        Sql kept = agenda.ofAct(act -> Sql.concat(
                "case when ",
                docket.isDecided(act.rule().rule().id(), act.stage().number()),
                " then ",
                docket.kept(asOf),
                " else '' end"));
        return Sql.concat(
                " when ",
                docket.decided(),
                " and ",
                docket.kept(asOf),
                " <> '' and (",
                kept,
                ") is distinct from '' then ",
                kept);
    }

    /** The status of a record of which a person decided that it goes, or that it changes. */
    private Sql asDecided() {
        Sql cases = Sql.of("case");
        for (RuleSql each : agenda.governance().rules()) {
            if (each.rule().notice().isPresent()) {
                cases = Sql.concat(
                        cases,
                        " when ",
                        docket.isDecided(each.rule().id(), each.last().number()),
                        " and not ",
                        listed(each.rule()),
                        " then " + word(Status.IN_NOTICE));
            }
        }
        return Sql.concat(
                cases,
                " when ",
                docket.choice(),
                " = 'transfer' and not ",
                docket.acceptedAsDecided(ground),
                " then " + word(Status.AWAITING_APPROVAL) + " else ",
                DUE,
                " end");
    }

    /** The status of a record for which the day of an act has come, and that nothing keeps; null where it depends on which act. */
    private Sql act() {
        Sql act = areAlike() ? DUE : agenda.ofAct(this::act);
        Sql undecided = unlessEstimated(act);
        return docket.decides()
                ? Sql.concat(
                        "case when ",
                        docket.decided(),
                        " then ",
                        agenda.ofAct(this::decided),
                        " else ",
                        undecided,
                        " end")
                : undecided;
    }

    private Sql unlessEstimated(Sql act) {
        return estimated.equals(Sql.FALSE)
                ? act
                : Sql.concat("case when ", estimated, " then ", word(Status.IN_REVIEW), " else ", act, " end");
    }

    /** The status where something was decided, be it of another act. */
    private Sql decided(AgendaSql.Act act) {
        return Sql.concat(
                "case when not ",
                docket.isDecided(act.rule().rule().id(), act.stage().number()),
                " then ",
                unlessEstimated(act(act)),
                " when ",
                docket.choice(),
                " = 'go on' then ",
                act(act),
                " when ",
                docket.choice(),
                " = '" + act.stage().then().word() + "' or ",
                goesAsDecided(),
                " then ",
                asDecided(),
                " else " + word(Status.IN_REVIEW) + " end");
    }

    /** What is another act than the schedule's own waits until every rule has passed its date. */
    private Sql goesAsDecided() {
        return Sql.concat(
                "(",
                docket.choice(),
                " in ('destroy', 'anonymise', 'transfer') and ",
                agenda.governance().latest().isTrue(),
                ")");
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
        return Sql.concat("case when ", listed(rule), " then ", listed, " else ", word(Status.IN_NOTICE), " end");
    }

    /** The notice of the rule has run. */
    private Sql listed(Rule rule) {
        // a day that a run wrote down is no fact, and may lie outside the years that a fact can have: no bound is
        // searched for
        LocalDate since = asOf.minusDays(rule.notice().orElseThrow() + 1L);
        return docket.listedBy(rule, since, ground);
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

    /** The word of the act that is done to a record that is due; null where the rule is. */
    Sql done() {
        return unlessUnclear(agenda.ofAct(act -> {
            Sql scheduled = Sql.of("'" + act.stage().then().word() + "'");
            return docket.decides()
                    ? Sql.concat(
                            "case when ",
                            docket.decided(),
                            " and ",
                            docket.isDecided(act.rule().rule().id(), act.stage().number()),
                            " and ",
                            docket.choice(),
                            " <> 'go on' then ",
                            docket.choice(),
                            " else ",
                            scheduled,
                            " end")
                    : scheduled;
        }));
    }

    private Sql unlessUnclear(Sql value) {
        return finished()
                .map(left ->
                        Sql.concat("case when not ", Sql.or(anyFinished(), docket.appeared()), " then ", value, " end"))
                .orElse(value);
    }
}
