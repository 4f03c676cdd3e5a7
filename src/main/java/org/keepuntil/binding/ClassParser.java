package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.BoundClass.People;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.ConditionParser;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads where one class of record lives. */
final class ClassParser {
    private static final Map<String, Boolean> PARTITIONS = Map.of("drop", true, "empty", false);

    private final RecordClass declared;
    private final boolean deathsRecorded;
    private final DateOptions options;
    private final Problems problems;
    private final Paths paths;

    ClassParser(RecordClass declared, boolean deathsRecorded, DateOptions options, Problems problems) {
        this.declared = declared;
        this.deathsRecorded = deathsRecorded;
        this.options = options;
        this.problems = problems;
        this.paths = new Paths(problems);
    }

    Optional<BoundClass> parse(Node.Entry entry) {
        return Fields.of(entry.value(), "a class of record", "{ table: sees.referral, open while: never }", problems)
                .flatMap(fields -> parse(fields, entry.key()));
    }

    private Optional<BoundClass> parse(Fields fields, Node.Scalar key) {
        Optional<TableName> table =
                fields.requiredScalar("table", "table: sees.referral").flatMap(paths::table);
        List<String> columns = fields.list("key").stream()
                .flatMap(column -> paths.column(column).stream())
                .toList();
        Map<String, String> where = fields.node("where").map(this::where).orElse(Map.of());
        Optional<OpenWhile> openWhile = openWhile(fields);
        Declared names = new Declared(declared.name(), key.place(), problems);
        DateSourceParser dates = new DateSourceParser(declared.events(), problems);
        PeopleParser roles = new PeopleParser(deathsRecorded, options, problems);
        Map<String, People> people = names.bind(
                fields, "people", declared.people(), PeopleParser.EXAMPLE, (name, node) -> roles.parse(node));
        Map<String, DateSource> events = names.bind(
                fields,
                "events",
                declared.events(),
                "closed_at",
                (name, n) -> dates.event(n, name, options.forEvents()));
        Map<String, FactSource> facts = names.bind(
                fields,
                "facts",
                declared.facts(),
                "service_code",
                (name, node) -> new FactSourceParser(problems).parse(node));
        Edges edges = new Edges(fields, paths, problems);
        Treatment treatment = new TreatmentParser(fields, paths, problems).treatment();
        List<PathName> findBy = fields.list("find by").stream()
                .flatMap(path -> paths.path(path).stream())
                .toList();
        boolean dropsPartitions = fields.word("expired partitions", PARTITIONS).orElse(false);
        Optional<Cap> cap = new CapParser(problems).parse(fields);
        Optional<BoundClass> bound = table.flatMap(t -> openWhile.map(open -> new BoundClass(
                declared.name(),
                t,
                columns,
                where,
                open.condition(),
                people,
                events,
                facts,
                edges.components(t),
                edges.related(),
                edges.links(),
                treatment,
                findBy,
                dropsPartitions,
                cap,
                key.place())));
        if (bound.isEmpty()) {
            edges.skip();
        }
        fields.finish();
        return bound;
    }

    private Map<String, String> where(Node node) {
        Map<String, String> where = new LinkedHashMap<>();
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                Optional<String> column = paths.column(entry.key());
                Values.scalar(entry.value(), entry.key().text(), problems)
                        .ifPresent(value -> column.ifPresent(c -> where.put(c, value.text())));
            }
        } else {
            problems.error(node, "\"where\" is a map of columns and values", "Write for example: where: { kind: CIN }");
        }
        return where;
    }

    /** An answer to when a record is open; no condition where the answer is never. */
    private record OpenWhile(Optional<Condition> condition) {}

    private Optional<OpenWhile> openWhile(Fields fields) {
        if (!fields.has("open while")) {
            problems.error(
                    fields.mapping(),
                    "nothing says when a record of " + declared.name() + " is open",
                    "Add open while: never, or for example: open while: { " + anEvent() + ": missing }");
        }
        Optional<Node> node = fields.node("open while");
        if (node.isPresent()
                && node.get() instanceof Node.Scalar scalar
                && Values.folded(scalar).toLowerCase(Locale.ROOT).equals("never")) {
            return Optional.of(new OpenWhile(Optional.empty()));
        }
        return node.flatMap(n -> ConditionParser.parse(n, declared, problems)).map(c -> new OpenWhile(Optional.of(c)));
    }

    private String anEvent() {
        List<String> events = new ArrayList<>(declared.events());
        events.add("closure");
        return events.contains("closure") ? "closure" : events.get(0);
    }
}
