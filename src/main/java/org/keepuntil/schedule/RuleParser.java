package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.schedule.Rule.Approval;
import org.keepuntil.schedule.Rule.Basis;
import org.keepuntil.schedule.Rule.Stage;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads one rule of a schedule. */
final class RuleParser {
    private static final String EXAMPLE = "{ id: referral-25, records: referral, keep: until age 25, then: destroy }";
    private static final Map<String, Basis> BASES =
            Map.of("statute", Basis.STATUTE, "claims", Basis.CLAIMS, "need", Basis.NEED, "consent", Basis.CONSENT);
    private static final Map<String, Approval> APPROVALS =
            Map.of(Approval.EACH_PLAN.word(), Approval.EACH_PLAN, Approval.STANDING.word(), Approval.STANDING);

    private final List<RecordClass> classes;
    private final Problems problems;

    RuleParser(List<RecordClass> classes, Problems problems) {
        this.classes = classes;
        this.problems = problems;
    }

    /** The rule; with an empty id, and a problem, where that is all it lacks. */
    Optional<WrittenRule> parse(Node node) {
        return Fields.of(node, "a rule", EXAMPLE, problems).flatMap(this::rule);
    }

    private Optional<WrittenRule> rule(Fields fields) {
        Optional<Node.Scalar> id = fields.requiredScalar("id", "id: referral-25")
                .filter(new Names(problems)::isId)
                .filter(this::isFree);
        Optional<RecordClass> about =
                fields.requiredScalar("records", "records: " + aClass()).flatMap(this::recordClass);
        Vocabulary vocabulary = about.map(Vocabulary::of).orElse(new Vocabulary("", List.of(), List.of(), List.of()));
        // A phrase cannot be judged without the names that its class declares, so it is left out where the class is
        // unknown.
        Problems judged = about.isPresent() ? problems : new Problems();
        Optional<Condition> when = fields.node("when").flatMap(n -> new ConditionParser(vocabulary, judged).map(n));
        Stages stages = new Stages(fields, new KeepParser(vocabulary, judged), problems);
        List<Stage> all = stages.parse();
        List<String> statistics = new Statistics(vocabulary, judged).parse(fields.list("statistics"));
        Optional<Integer> decideWithin =
                fields.scalar("decide within").flatMap(s -> Days.parse(Values.folded(s), s, "90 days", problems));
        Optional<Basis> basis = fields.word("basis", BASES);
        Optional<Node.Scalar> authority = fields.scalar("authority");
        boolean sendCopy = sendCopy(fields, all);
        Approval approval = fields.word("approval", APPROVALS).orElse(Approval.EACH_PLAN);
        fields.finish();
        if (about.isEmpty() || all.isEmpty() || (fields.has("when") && when.isEmpty())) {
            return Optional.empty();
        }
        Rule rule = new Rule(
                id.map(Node.Scalar::text).orElse(""),
                about.get().name(),
                when,
                all,
                stages.maximum().map(Kept::period),
                stages.maximum().map(Kept::phrase),
                basis,
                authority.map(Values::folded),
                stages.notice(),
                decideWithin,
                statistics,
                sendCopy,
                approval,
                fields.mapping().place());
        return Optional.of(new WrittenRule(rule, fields.mapping(), stages.keeps(), stages.maximum()));
    }

    private boolean isFree(Node.Scalar id) {
        if (id.text().toLowerCase(Locale.ROOT).equals(Erasure.RULE)) {
            problems.error(
                    id,
                    "\"" + Erasure.RULE + "\" is the rule by which granted requests for erasure are carried out",
                    "Give the rule another id.");
            return false;
        }
        return true;
    }

    private boolean sendCopy(Fields fields, List<Stage> stages) {
        boolean sendCopy = fields.truth("send copy").orElse(false);
        boolean transfers = stages.stream().anyMatch(s -> s.then() == Disposal.TRANSFER);
        if (sendCopy && !stages.isEmpty() && !transfers) {
            problems.error(fields.mapping(), "\"send copy\" goes with \"then: transfer\" only", "");
        }
        return sendCopy;
    }

    private Optional<RecordClass> recordClass(Node.Scalar name) {
        String wanted = Values.folded(name).toLowerCase(Locale.ROOT);
        Optional<RecordClass> found = classes.stream()
                .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
        if (found.isEmpty()) {
            List<String> known = classes.stream().map(RecordClass::name).toList();
            String all = known.isEmpty() ? "none yet" : String.join(", ", known);
            problems.error(
                    name,
                    "no class of record is called \"" + Values.folded(name) + "\"",
                    Nearest.hint(wanted, known, "Those declared under records: are: " + all + "."));
        }
        return found;
    }

    private String aClass() {
        return classes.stream().map(RecordClass::name).findFirst().orElse("referral");
    }

    /** The facts by which a rule counts what goes: declared facts, and {@code year of} an event. */
    private record Statistics(Vocabulary vocabulary, Problems problems) {
        List<String> parse(List<Node.Scalar> items) {
            List<String> good = new ArrayList<>();
            for (Node.Scalar item : items) {
                String text = Values.folded(item);
                boolean year = text.toLowerCase(Locale.ROOT).startsWith(Rule.YEAR_OF);
                List<String> declared = year ? vocabulary.events() : vocabulary.facts();
                String name = year ? text.substring(Rule.YEAR_OF.length()) : text;
                Optional<String> found = Vocabulary.find(name, declared);
                if (found.isEmpty()) {
                    problems.error(
                            item,
                            "nothing is called \"" + name + "\" by which to count",
                            Nearest.hint(name, declared, vocabulary.listing(year ? "events" : "facts", declared)));
                }
                found.ifPresent(f -> good.add(year ? Rule.YEAR_OF + f : f));
            }
            return good;
        }
    }
}
