package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.binding.DateSource.Choice;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads where a date comes from: a path, several of which the latest or earliest counts, or a map with options. */
final class DateSourceParser {
    private final List<String> events;
    private final Problems problems;
    private final Paths paths;

    /**
     * A parser for the dates of one class.
     *
     * @param events the declared events, one of which may stand in for another
     */
    DateSourceParser(List<String> events, Problems problems) {
        this.events = events;
        this.problems = problems;
        this.paths = new Paths(problems);
    }

    /** What a text says; options are not in it. */
    private record Origin(List<PathName> paths, Choice choice, Optional<String> orElse) {}

    /** The date of an event. */
    Optional<DateSource> event(Node node, String name, DateOptions options) {
        if (!(node instanceof Node.Mapping)) {
            return scalar(node).flatMap(s -> latestOrEarliest(s, name)).map(o -> source(o, false, options));
        }
        return Fields.of(node, "an event", "{ from: closed_at, required: true }", problems)
                .flatMap(fields -> {
                    Optional<Origin> origin =
                            fields.requiredScalar("from", "from: closed_at").flatMap(s -> latestOrEarliest(s, name));
                    boolean required = fields.truth("required").orElse(false);
                    DateOptions own = options.with(fields, problems).withColumns(fields, problems);
                    fields.finish();
                    return origin.map(o -> source(o, required, own));
                });
    }

    /** A person's birth or death. A birth that is missing is a gap; a death that is missing has not happened. */
    Optional<DateSource> ofPerson(Node node, boolean required, DateOptions options) {
        if (!(node instanceof Node.Mapping)) {
            return scalar(node).flatMap(this::each).map(o -> source(o, required, options));
        }
        return Fields.of(node, "a date", "{ from: child.date_of_birth }", problems)
                .flatMap(fields -> {
                    Optional<Origin> origin = fields.requiredScalar("from", "from: child.date_of_birth")
                            .flatMap(this::each);
                    DateOptions own = options.with(fields, problems).withColumns(fields, problems);
                    fields.finish();
                    return origin.map(o -> source(o, required, own));
                });
    }

    private Optional<Node.Scalar> scalar(Node node) {
        return Values.scalar(node, "a date", problems);
    }

    private static DateSource source(Origin origin, boolean required, DateOptions options) {
        return new DateSource(
                origin.paths(),
                origin.choice(),
                origin.orElse(),
                required,
                options.storedIn(),
                options.precision(),
                options.firstOfJanuaryIsYear(),
                options.estimated(),
                options.placeholders());
    }

    private Optional<Origin> each(Node.Scalar scalar) {
        PathScanner scanner = new PathScanner(scalar);
        Choice choice = scanner.acceptWords("each") ? Choice.EACH : Choice.ONLY;
        Optional<PathName> path = scanner.path().filter(p -> scanner.atEnd());
        if (path.isEmpty()) {
            paths.notAPath(scalar);
        } else if (choice == Choice.EACH && path.get().table().isEmpty()) {
            problems.error(
                    scalar, "\"each\" is followed by table.column", "Write for example: each child.date_of_birth");
            return Optional.empty();
        }
        return path.map(p -> new Origin(List.of(p), choice, Optional.empty()));
    }

    private Optional<Origin> latestOrEarliest(Node.Scalar scalar, String name) {
        PathScanner scanner = new PathScanner(scalar);
        Choice choice = choice(scanner);
        Optional<List<PathName>> found = choice == Choice.ONLY ? scanner.path().map(List::of) : several(scanner);
        if (found.isEmpty()) {
            paths.notAPath(scalar);
            return Optional.empty();
        }
        Optional<String> orElse = Optional.empty();
        if (scanner.acceptWords("else")) {
            orElse = standIn(scanner.rest(), scalar, name);
            if (orElse.isEmpty()) {
                return Optional.empty();
            }
        } else if (!scanner.atEnd()) {
            problems.error(
                    scalar,
                    "\"" + scanner.rest() + "\" cannot follow the path",
                    "Write a path, latest of [...], earliest of [...], and after it perhaps: else " + anEvent());
            return Optional.empty();
        }
        return Optional.of(new Origin(found.get(), choice, orElse));
    }

    private static Choice choice(PathScanner scanner) {
        if (scanner.acceptWords("latest", "of")) {
            return Choice.LATEST;
        }
        return scanner.acceptWords("earliest", "of") ? Choice.EARLIEST : Choice.ONLY;
    }

    private static Optional<List<PathName>> several(PathScanner scanner) {
        if (!scanner.acceptSign('[')) {
            return scanner.path().map(List::of);
        }
        List<PathName> all = new ArrayList<>();
        do {
            Optional<PathName> path = scanner.path();
            if (path.isEmpty()) {
                return Optional.empty();
            }
            all.add(path.get());
        } while (scanner.acceptSign(','));
        return scanner.acceptSign(']') ? Optional.of(all) : Optional.empty();
    }

    private Optional<String> standIn(String words, Node.Scalar scalar, String name) {
        Optional<String> event = Declared.find(words, events);
        if (event.isEmpty()) {
            problems.error(
                    scalar,
                    "\"else\" is followed by an event, and none is called \"" + words + "\"",
                    Nearest.hint(words, events, "Those declared are: " + String.join(", ", events) + "."));
        } else if (event.get().equals(name)) {
            problems.error(scalar, "an event cannot stand in for itself", "Name another event after \"else\".");
            return Optional.empty();
        }
        return event;
    }

    private String anEvent() {
        return events.stream().findFirst().orElse("closure");
    }
}
