package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page over many databases, each with a directory of reports named after it. */
public final class FleetPage {
    private FleetPage() {}

    /**
     * How a database stands.
     *
     * @param night its last night
     * @param state in words
     * @param good whether nobody has to look at it
     */
    public record Night(String name, String server, Optional<LocalDate> night, String state, boolean good) {}

    record View(
            String title,
            String made,
            String databases,
            String good,
            String planned,
            String done,
            boolean allGood,
            List<Row> rows) {}

    record Row(
            String name, String server, String night, String state, boolean good, List<String> page, List<Last> last) {}

    /** The last run of which there is a report. */
    record Last(String page, String run, String day, String planned, String done, String level, String matters) {}

    private record Run(long number, LocalDate day, Last last, long planned, long done) {}

    /** Writes {@code index.html} into the directory, in one go, and returns where. */
    public static Path write(Path reports, String title, List<Night> nights, Instant made) throws IOException {
        Files.createDirectories(reports);
        long planned = 0;
        long done = 0;
        List<Row> rows = new ArrayList<>();
        for (Night night : nights) {
            Optional<Run> run = last(reports.resolve(night.name()));
            planned += run.map(Run::planned).orElse(0L);
            done += run.map(Run::done).orElse(0L);
            rows.add(row(reports, night, run));
        }
        long good = nights.stream().filter(Night::good).count();
        View view = new View(
                title,
                Words.day(made.atZone(ZoneOffset.UTC).toLocalDate()),
                Words.count(nights.size(), "database", "databases"),
                Words.number(good),
                Words.number(planned),
                Words.number(done),
                good == nights.size(),
                rows);
        Path staging = Files.createTempDirectory(reports, ".fleet-", Permissions.ownerOnlyDirectory(reports));
        Path target = reports.resolve(ReportIndex.NAME);
        try {
            HtmlReport.write(staging, ReportIndex.NAME, "fleet.mustache", view);
            Files.move(
                    staging.resolve(ReportIndex.NAME),
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staging.resolve(ReportIndex.NAME));
            Files.deleteIfExists(staging);
        }
        return target;
    }

    private static Row row(Path reports, Night night, Optional<Run> run) {
        boolean index = Files.isRegularFile(reports.resolve(night.name()).resolve(ReportIndex.NAME));
        return new Row(
                night.name(),
                night.server(),
                night.night().map(Words::day).orElse("none yet"),
                night.state(),
                night.good(),
                index ? List.of(night.name() + "/" + ReportIndex.NAME) : List.of(),
                run.map(Run::last).stream().toList());
    }

    private static Optional<Run> last(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve("run.json")))
                    .flatMap(entry -> run(directory, entry).stream())
                    .max(Comparator.comparingLong(Run::number).thenComparing(Run::day));
        }
    }

    /** A report that cannot be read is not there: the page of its directory names it. */
    private static Optional<Run> run(Path directory, Path entry) {
        try {
            JsonNode document = JsonMapper.shared().readTree(Files.readAllBytes(entry.resolve("run.json")));
            JsonNode run = document.path("run");
            long planned = document.path("planned").asLong();
            long done = document.path("done").asLong();
            return Optional.of(new Run(
                    ReportIndex.number(run.path("id").asString()),
                    LocalDate.parse(run.path("asOf").asString()),
                    new Last(
                            directory.getFileName() + "/" + entry.getFileName() + "/" + HtmlReport.NAME,
                            run.path("id").asString(),
                            Words.day(LocalDate.parse(run.path("asOf").asString())),
                            Words.number(planned),
                            Words.number(done),
                            document.path("level").path("reached").asString("none"),
                            Words.number(document.path("matters").size())),
                    planned,
                    done));
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
