package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.binding.BoundClass.Component;
import org.keepuntil.binding.BoundClass.Fate;
import org.keepuntil.binding.BoundClass.Link;
import org.keepuntil.binding.BoundClass.RelatedEdge;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads what belongs to a record, what points at it, and which links the database does not know. */
final class Edges {
    private static final Map<String, Fate> FATES = Map.of("unlink", Fate.UNLINK, "keep", Fate.KEEP);

    private final Fields fields;
    private final Paths paths;
    private final Problems problems;

    Edges(Fields fields, Paths paths, Problems problems) {
        this.fields = fields;
        this.paths = paths;
        this.problems = problems;
    }

    List<Component> components(TableName root) {
        List<Component> components = new ArrayList<>();
        Set<TableName> seen = new HashSet<>(Set.of(root));
        for (Node.Scalar scalar : fields.list("components")) {
            Optional<TableName> table = paths.table(scalar);
            if (table.isPresent() && !seen.add(table.get())) {
                problems.error(
                        scalar,
                        table.get().equals(root)
                                ? "the record's own table is not a component"
                                : "a component is here twice",
                        "Take it out.");
            } else {
                table.ifPresent(t -> components.add(new Component(t, scalar.place())));
            }
        }
        return components;
    }

    List<RelatedEdge> related() {
        List<RelatedEdge> related = new ArrayList<>();
        Optional<Node> node = fields.node("related");
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> related(entry).ifPresent(related::add));
        } else if (node.isPresent()) {
            problems.error(
                    node.get(), "\"related\" is a map", "Write for example: related: { invoice.referral_id: unlink }");
        }
        return related;
    }

    private Optional<RelatedEdge> related(Node.Entry entry) {
        Optional<PathName> path = paths.pathWithTable(entry.key());
        Optional<Fate> fate = Values.scalar(entry.value(), entry.key().text(), problems)
                .flatMap(scalar -> Values.word(scalar, entry.key().text(), FATES, problems));
        return path.flatMap(p -> p.table()
                .flatMap(table -> fate.map(
                        f -> new RelatedEdge(table, p.column(), f, entry.key().place()))));
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>();
        fields.list("links").forEach(scalar -> link(scalar).ifPresent(links::add));
        return links;
    }

    private Optional<Link> link(Node.Scalar scalar) {
        Optional<Link> link = link(new PathScanner(scalar), scalar.place());
        if (link.isEmpty()) {
            problems.error(
                    scalar,
                    "\"" + scalar.text() + "\" is not a link",
                    "Write: note.case_ref -> referral.reference, or: note.subject_id -> referral.id where subject_type ="
                            + " 'Referral', or: event.payload ->> 'referral_id' -> referral.id, or, where it takes several"
                            + " columns: note.(tenant, ref) -> referral.(tenant, reference)");
        }
        return link;
    }

    private static Optional<Link> link(PathScanner scanner, Place place) {
        Optional<PathScanner.Columns> from = scanner.columns();
        boolean json = from.isPresent() && scanner.acceptText("->>");
        Optional<String> member = json ? scanner.quoted() : Optional.empty();
        boolean arrow = json == member.isPresent() && scanner.acceptText("->");
        Optional<PathScanner.Columns> to = arrow ? scanner.columns() : Optional.empty();
        boolean where = to.isPresent() && scanner.acceptWords("where");
        Optional<FactSource.Equal> only = where ? FactSourceParser.equal(scanner) : Optional.empty();
        if (to.isEmpty() || where != only.isPresent() || (!where && !scanner.atEnd())) {
            return Optional.empty();
        }
        return from.filter(f -> f.names().size() == to.get().names().size())
                .filter(f -> member.isEmpty() || f.names().size() == 1)
                .map(f -> new Link(
                        f.table(), f.names(), member, to.get().table(), to.get().names(), only, place));
    }

    /** Reads all for its problems only, where the class itself cannot be bound. */
    void skip() {
        components(new TableName(Optional.empty(), ""));
        related();
        links();
    }
}
