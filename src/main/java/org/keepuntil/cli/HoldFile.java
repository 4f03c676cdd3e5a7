package org.keepuntil.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.NewHold;
import org.keepuntil.hold.Scope;
import org.keepuntil.plan.NoSuchPersonException;
import org.keepuntil.plan.PersonRecords;
import org.keepuntil.plan.RecordKeys;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.PersonTable;
import org.keepuntil.sql.Workload.Work;

/** A file of holds to be placed, all of them or none: what is wrong is said by line. */
final class HoldFile {
    private static final List<String> COLUMNS =
            List.of("class", "key", "person", "when", "kind", "authority", "reason", "reference", "review on", "owner");

    /** As many errors are shown; the rest is counted. */
    private static final int SHOWN = 20;

    private final Path file;
    private final Workplace place;
    private final HoldScopes scopes;
    private final boolean evenIfAbsent;
    private final HoldTerms.Said otherwise;
    private final Map<Integer, String> errors = new TreeMap<>();
    private final Map<Integer, NewHold> holds = new TreeMap<>();

    /** A line whose key has still to be looked up. */
    private record Keyed(int line, RecordKey key, HoldTerms.Said said) {}

    HoldFile(Path file, Workplace place, boolean evenIfAbsent, HoldTerms.Said otherwise) {
        this.file = file;
        this.place = place;
        this.scopes = new HoldScopes(place, evenIfAbsent);
        this.evenIfAbsent = evenIfAbsent;
        this.otherwise = otherwise;
    }

    /**
     * The holds, in the order of the lines.
     *
     * @throws UserError if a line is no good
     */
    List<NewHold> read() {
        List<CsvReader.Row> rows = CsvReader.read(file);
        List<String> header = header(rows);
        Map<String, List<Keyed>> records = new LinkedHashMap<>();
        Map<String, List<Keyed>> people = new LinkedHashMap<>();
        for (CsvReader.Row row : rows.subList(1, rows.size())) {
            if (row.cells().size() != header.size()) {
                errors.put(
                        row.line(),
                        "has " + Words.count(row.cells().size(), "value", "values") + ", and the first line names "
                                + header.size());
                continue;
            }
            line(row.line(), cells(header, row), records, people);
        }
        records.forEach(this::records);
        people.forEach(this::people);
        refuse();
        if (holds.isEmpty()) {
            throw new UserError(ExitCode.USAGE, file + " has no hold in it, so none was placed.");
        }
        return List.copyOf(holds.values());
    }

    private List<String> header(List<CsvReader.Row> rows) {
        if (rows.isEmpty()) {
            throw new UserError(ExitCode.USAGE, file + " is empty.", "Its first line names the columns: class,key");
        }
        List<String> header = rows.get(0).cells().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!COLUMNS.contains(name) || !seen.add(name)) {
                throw new UserError(
                        ExitCode.USAGE,
                        file + ":" + rows.get(0).line() + ": "
                                + (COLUMNS.contains(name) ? "two columns are named " : "no column is named ") + name
                                + ".",
                        Nearest.hint(name, COLUMNS, "There are: " + String.join(", ", COLUMNS) + "."));
            }
        }
        return header;
    }

    private static Map<String, String> cells(List<String> header, CsvReader.Row row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!row.cells().get(i).isBlank()) {
                cells.put(header.get(i), row.cells().get(i).strip());
            }
        }
        return cells;
    }

    private void line(
            int line, Map<String, String> cells, Map<String, List<Keyed>> records, Map<String, List<Keyed>> people) {
        Optional<HoldTerms.Said> said = said(line, cells);
        String recordClass = cells.get("class");
        String key = cells.get("key");
        String person = cells.get("person");
        String when = cells.get("when");
        if (said.isEmpty()) {
            return;
        }
        if (person != null && key != null && recordClass == null && when == null) {
            people.computeIfAbsent(person, p -> new ArrayList<>()).add(new Keyed(line, RecordKey.of(key), said.get()));
        } else if (recordClass != null && key != null && person == null && when == null) {
            records.computeIfAbsent(recordClass, c -> new ArrayList<>())
                    .add(new Keyed(line, RecordKey.of(key), said.get()));
        } else if (recordClass != null && when != null && key == null && person == null) {
            condition(line, recordClass, when, said.get());
        } else {
            errors.put(line, "takes a class and a key, or a person and a key, or a class and a condition under `when`");
        }
    }

    private Optional<HoldTerms.Said> said(int line, Map<String, String> cells) {
        Optional<String> kind = Optional.ofNullable(cells.get("kind"));
        Optional<HoldKind> known = kind.map(
                        word -> word.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .flatMap(HoldKind::of);
        Optional<String> day = Optional.ofNullable(cells.get("review on"));
        if (kind.isPresent() && known.isEmpty()) {
            errors.put(line, "\"" + kind.get() + "\" is no kind of hold");
            return Optional.empty();
        }
        Optional<LocalDate> reviewOn = Optional.empty();
        try {
            reviewOn = day.map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            errors.put(line, "\"" + day.orElse("") + "\" is no date; write for example 2027-06-30");
            return Optional.empty();
        }
        HoldTerms.Said said = new HoldTerms.Said(
                        known,
                        Optional.ofNullable(cells.get("authority")),
                        Optional.ofNullable(cells.get("reason")),
                        Optional.ofNullable(cells.get("reference")),
                        reviewOn,
                        Optional.ofNullable(cells.get("owner")))
                .or(otherwise);
        said.missing()
                .ifPresent(what -> errors.put(
                        line,
                        "has no " + what + "; give it in a column, or --" + what + " for all lines that have none"));
        return said.missing().isEmpty() ? Optional.of(said) : Optional.empty();
    }

    private void condition(int line, String recordClass, String when, HoldTerms.Said said) {
        Optional<Work> work = place.workload().recordClass(recordClass);
        Problems problems = new Problems();
        work.ifPresent(known -> scopes.problems(known, List.of(when), problems));
        if (work.isEmpty()) {
            errors.put(line, "no class of records is named " + recordClass);
        } else if (problems.hasErrors()) {
            errors.put(line, problems.all().get(0).message());
        } else {
            holds.put(line, said.hold(new Scope.OfCondition(recordClass, List.of(when))));
        }
    }

    private void records(String recordClass, List<Keyed> lines) {
        Optional<Work> work = place.workload().recordClass(recordClass);
        if (work.isEmpty()) {
            lines.forEach(each -> errors.put(each.line(), "no class of records is named " + recordClass));
            return;
        }
        int columns = work.get().layout().key().size();
        RecordKeys keys = RecordKeys.of(place.database(), work.get());
        place(lines, columns, keys::written, key -> new Scope.OfRecord(recordClass, key.parts()), "no " + recordClass);
    }

    private void people(String table, List<Keyed> lines) {
        PersonRecords persons = PersonRecords.of(place.database(), place.workload());
        PersonTable people;
        try {
            people = persons.table(table);
        } catch (NoSuchPersonException e) {
            lines.forEach(each -> errors.put(each.line(), String.valueOf(e.getMessage())));
            return;
        }
        place(
                lines,
                people.key().size(),
                keys -> persons.written(people.name(), keys),
                key -> HoldScopes.ofPerson(people, key),
                "no row in " + people.name());
    }

    private void place(
            List<Keyed> lines,
            int columns,
            Function<List<RecordKey>, List<RecordKeys.Written>> lookUp,
            Function<RecordKey, Scope> scope,
            String none) {
        List<RecordKeys.Written> written = lookUp.apply(lines.stream()
                .map(each -> RecordKey.parse(each.key().parts().get(0), columns))
                .toList());
        for (int i = 0; i < lines.size(); i++) {
            Keyed line = lines.get(i);
            Optional<RecordKey> key = written.get(i).key();
            if (key.isEmpty() || !(evenIfAbsent || written.get(i).exists())) {
                errors.put(line.line(), "there is " + none + " with that key");
            } else {
                holds.put(line.line(), line.said().hold(scope.apply(key.get())));
            }
        }
    }

    private void refuse() {
        if (errors.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder();
        errors.entrySet().stream()
                .limit(SHOWN)
                .forEach(error -> message.append(file + ":" + error.getKey() + ": " + error.getValue() + ".\n"));
        if (errors.size() > SHOWN) {
            message.append("And ")
                    .append(Words.count(errors.size() - SHOWN, "more line.", "more lines."))
                    .append('\n');
        }
        throw new UserError(
                ExitCode.NOT_FOUND,
                message + "No hold was placed.",
                "Put the lines right and give the whole file again. For records that are still to come: --even-if-absent.");
    }
}
