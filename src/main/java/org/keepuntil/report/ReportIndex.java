package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page {@code index.html} over all reports in a directory, made from what their documents say. It says the same whoever makes it, and in
 * whatever order the reports came.
 */
final class ReportIndex {
    static final String NAME = "index.html";

    private static final String OURS = "<meta name=\"generator\" content=\"Keepuntil\">";

    private ReportIndex() {}

    /** @param anyLeftOut directories whose document could not be read */
    record Index(List<Database> databases, boolean any, boolean anyLeftOut, List<String> leftOut) {}

    /**
     * A database.
     *
     * @param id unique on the page
     * @param anyYears whether there is more than one to choose from
     */
    record Database(
            String id, String name, boolean anyYears, List<Year> years, boolean anyPeriods, List<Line> periods) {}

    /** The runs that were decided as of a day of one year. */
    record Year(String id, String year, String count, List<Line> runs) {}

    record Line(
            String page,
            String name,
            String day,
            String state,
            String due,
            String done,
            String level,
            String matters,
            boolean addsUp,
            List<String> certificate) {}

    /** A report that was found; sorted by its run's number where that is one. */
    private record Found(String database, boolean run, long number, String name, LocalDate day, Line line) {}

    /** Writes the page anew. An {@code index.html} that somebody else has made stays as it is. */
    static void write(Path reports) throws IOException {
        Path target = reports.resolve(NAME);
        if (Files.exists(target) && !Files.readString(target).contains(OURS)) {
            return;
        }
        Path staging = Files.createTempDirectory(reports, ".index-", Permissions.ownerOnlyDirectory(reports));
        try {
            HtmlReport.write(staging, NAME, "index.mustache", index(reports));
            Files.move(
                    staging.resolve(NAME), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staging.resolve(NAME));
            Files.deleteIfExists(staging);
        }
    }

    private static Index index(Path reports) throws IOException {
        List<Found> found = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        try (Stream<Path> entries = Files.list(reports)) {
            for (Path directory : entries.filter(Files::isDirectory).sorted().toList()) {
                for (String kind : List.of("run", PeriodJson.KIND)) {
                    if (Files.isRegularFile(directory.resolve(kind + ".json"))) {
                        read(directory, kind).ifPresentOrElse(found::add, () -> leftOut.add(name(directory)));
                    }
                }
            }
        }
        List<String> names =
                found.stream().map(Found::database).distinct().sorted().toList();
        List<Database> databases = IntStream.range(0, names.size())
                .mapToObj(i -> database("database-" + (i + 1), names.get(i), found))
                .toList();
        return new Index(databases, !databases.isEmpty(), !leftOut.isEmpty(), leftOut);
    }

    private static Database database(String id, String name, List<Found> all) {
        Map<Integer, List<Line>> runs = new LinkedHashMap<>();
        found(all, name, true)
                .forEach(run -> runs.computeIfAbsent(run.day().getYear(), year -> new ArrayList<>())
                        .add(run.line()));
        List<Year> years = runs.entrySet().stream()
                .map(year -> new Year(
                        id + "-" + year.getKey(),
                        Integer.toString(year.getKey()),
                        Words.count(year.getValue().size(), "run", "runs"),
                        year.getValue()))
                .toList();
        List<Line> periods = found(all, name, false).map(Found::line).toList();
        return new Database(id, name, years.size() > 1, years, !periods.isEmpty(), periods);
    }

    private static Stream<Found> found(List<Found> all, String database, boolean runs) {
        return all.stream()
                .filter(found -> found.database().equals(database) && found.run() == runs)
                .sorted(Comparator.comparingLong(Found::number)
                        .thenComparing(Found::name)
                        .reversed());
    }

    private static Optional<Found> read(Path directory, String kind) throws IOException {
        try {
            JsonNode document = JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve(kind + ".json")));
            return Optional.of(kind.equals("run") ? run(directory, document) : period(directory, document));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Found run(Path directory, JsonNode document) {
        JsonNode run = document.path("run");
        String id = run.path("id").asString();
        LocalDate day = LocalDate.parse(run.path("asOf").asString());
        Line line = new Line(
                name(directory) + "/" + HtmlReport.NAME,
                id,
                Words.day(day),
                run.path("state").asString(),
                Words.number(document.path("planned").asLong()),
                Words.number(document.path("done").asLong()),
                document.path("level").path("reached").asString("none"),
                Words.number(document.path("matters").size()),
                document.path("addsUp").asBoolean(),
                certificate(directory));
        return new Found(run.path("database").asString(), true, number(id), id, day, line);
    }

    private static Found period(Path directory, JsonNode document) {
        JsonNode period = document.path(PeriodJson.KIND);
        Period of = new Period(
                LocalDate.parse(period.path("since").asString()),
                LocalDate.parse(period.path("until").asString()),
                Optional.ofNullable(period.path("class").asString(null)),
                Optional.ofNullable(period.path("rule").asString(null)));
        Line line = new Line(
                name(directory) + "/" + PeriodPage.NAME,
                Words.capitalised(of.words()),
                "",
                Words.count(document.path("runs").size(), "run", "runs"),
                "",
                Words.number(document.path("done").asLong()),
                "",
                "",
                true,
                certificate(directory));
        return new Found(period.path("database").asString(), false, 0, of.id(), of.until(), line);
    }

    private static List<String> certificate(Path directory) {
        return Files.isRegularFile(directory.resolve(CertificatePdf.NAME))
                ? List.of(name(directory) + "/" + CertificatePdf.NAME)
                : List.of();
    }

    private static String name(Path directory) {
        return String.valueOf(directory.getFileName());
    }

    static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
