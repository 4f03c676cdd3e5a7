package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.Treatment.Anonymity;
import org.keepuntil.binding.Treatment.FileColumn;
import org.keepuntil.binding.Treatment.TableChange;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads what acts other than destruction do to a class of record. */
final class TreatmentParser {
    private static final String LARGE_OBJECT = "large object";
    private static final String FILES = "files: { document.storage_path: /srv/documents }";
    private static final String ANONYMISE =
            "anonymise: { referral: { id: keep, received_on: year, notes: remove }, contact: remove }";
    private static final String ANONYMITY = "anonymity: { k: 5, over: [received_on, child.postcode] }";

    private final Fields fields;
    private final Paths paths;
    private final Problems problems;

    TreatmentParser(Fields fields, Paths paths, Problems problems) {
        this.fields = fields;
        this.paths = paths;
        this.problems = problems;
    }

    Treatment treatment() {
        Optional<PathName> flag = fields.scalar("flag").flatMap(paths::path);
        List<FileColumn> files = new ArrayList<>();
        entries("files", FILES).forEach(entry -> file(entry).ifPresent(files::add));
        List<Treatment.Redaction> redact = fields.list("redact").stream()
                .flatMap(scalar -> paths.path(scalar).stream())
                .map(Treatment.Redaction::new)
                .toList();
        List<TableChange> anonymise = new ArrayList<>();
        entries("anonymise", ANONYMISE).forEach(entry -> change(entry).ifPresent(anonymise::add));
        Optional<Anonymity> anonymity = fields.node("anonymity").flatMap(this::anonymity);
        return new Treatment(flag, files, redact, anonymise, anonymity);
    }

    private List<Node.Entry> entries(String key, String example) {
        Optional<Node> node = fields.node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof Node.Mapping mapping) {
            return mapping.entries();
        }
        problems.error(
                node.get(), "\"" + key + "\" is a map, not " + node.get().kind(), "Write for example: " + example);
        return List.of();
    }

    private Optional<FileColumn> file(Node.Entry entry) {
        Optional<PathName> column = paths.path(entry.key());
        Optional<Node.Scalar> where = Values.scalar(entry.value(), entry.key().text(), problems);
        if (column.isEmpty() || where.isEmpty()) {
            return Optional.empty();
        }
        if (Values.folded(where.get()).toLowerCase(Locale.ROOT).equals(LARGE_OBJECT)) {
            return Optional.of(new FileColumn(column.get(), Optional.empty()));
        }
        return Directories.parse(where.get(), problems)
                .map(directory -> new FileColumn(column.get(), Optional.of(directory)));
    }

    private Optional<TableChange> change(Node.Entry entry) {
        Optional<TableName> table = paths.table(entry.key());
        if (entry.value() instanceof Node.Mapping mapping) {
            Map<String, ColumnClass> classes = new LinkedHashMap<>();
            mapping.entries().forEach(column -> columnClass(column, classes));
            return table.map(
                    t -> new TableChange.Columns(t, classes, entry.key().place()));
        }
        Optional<String> word = Values.scalar(entry.value(), entry.key().text(), problems)
                .flatMap(scalar -> Values.word(scalar, entry.key().text(), Map.of("remove", "remove"), problems));
        return word.flatMap(
                w -> table.map(t -> new TableChange.Remove(t, entry.key().place())));
    }

    private void columnClass(Node.Entry entry, Map<String, ColumnClass> classes) {
        Optional<String> column = paths.column(entry.key());
        Values.scalar(entry.value(), entry.key().text(), problems)
                .flatMap(scalar -> ColumnClass.parse(scalar, problems))
                .ifPresent(c -> column.ifPresent(name -> classes.put(name, c)));
    }

    private Optional<Anonymity> anonymity(Node node) {
        return Fields.of(node, "\"anonymity\"", ANONYMITY, problems).flatMap(map -> {
            Optional<Integer> k = map.requiredScalar("k", "k: 5").flatMap(this::groupSize);
            List<PathName> over = map
                    .required("over", "over: [received_on, child.postcode]")
                    .map(list -> Values.list(list, "over", problems))
                    .orElse(List.of())
                    .stream()
                    .flatMap(scalar -> paths.path(scalar).stream())
                    .toList();
            map.finish();
            return k.map(size -> new Anonymity(size, over, node.place()));
        });
    }

    private Optional<Integer> groupSize(Node.Scalar scalar) {
        String text = scalar.text().strip();
        if (text.matches("[1-9][0-9]{0,5}") && !text.equals("1")) {
            return Optional.of(Integer.parseInt(text));
        }
        problems.error(scalar, "\"" + text + "\" is no size of a group", "Write a number from 2 on: 5");
        return Optional.empty();
    }
}
