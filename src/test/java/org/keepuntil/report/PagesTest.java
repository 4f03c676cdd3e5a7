package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every page, as axe-core sees it in Chromium: WCAG 2.2 AA and good practice, on a screen, in the dark, on a phone and on paper. Left out where
 * no Chromium is installed.
 *
 * <p>{@code -Dkeepuntil.pages=DIR} has it look at the pages below a directory, too; {@code -Dkeepuntil.pictures=DIR} keeps pictures of all pages.
 */
class PagesTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** What depends on colours and sizes; the rest is the same however a page is looked at. */
    private static final List<String> OF_LOOKS = List.of("color-contrast", "link-in-text-block", "target-size");

    private record Look(String name, int width, boolean dark, boolean paper) {
        String run() {
            boolean whole = name.equals("screen") || name.equals("phone");
            return JsonMapper.shared()
                    .writeValueAsString(Map.of("type", whole ? "tag" : "rule", "values", whole ? TAGS : OF_LOOKS));
        }
    }

    private static final List<Look> LOOKS = List.of(
            new Look("screen", 1280, false, false),
            new Look("dark", 1280, true, false),
            new Look("phone", 360, false, false),
            new Look("dark-phone", 360, true, false),
            new Look("paper", 794, false, true));

    @TempDir
    Path temp;

    @Test
    void everyPage_isFitForEverybody() throws Exception {
        Path reports = Files.createDirectory(temp.resolve("reports"));
        ReportWriter.write(reports.resolve("run-1"), SampleBasis.report());
        ReportWriter.write(reports.resolve("empty"), Samples.empty());
        ReportWriter.write(
                reports.resolve("wrong"),
                Samples.withRegister(consumer -> Sample.register(12).forEach(consumer)));
        ReportWriter.write(reports.resolve("long"), HardSamples.longWords());
        PeriodWriter.write(reports.resolve("period"), SamplePeriod.report(Optional.empty()));
        PeriodWriter.write(reports.resolve("quiet"), SamplePeriod.quiet());
        PeriodWriter.write(reports.resolve("years"), HardSamples.years());
        ReportIndex.write(reports);
        Path fleet = Files.createDirectory(reports.resolve("fleet"));
        ReportWriter.write(fleet.resolve("extended-services/run-1"), SampleBasis.report());
        ReportIndex.write(fleet.resolve("extended-services"));
        FleetPage.write(fleet, "South Essex", fleet(), Instant.parse("2026-11-23T06:00:00Z"));

        assertThat(findings(reports)).isEmpty();
    }

    private static List<FleetPage.Night> fleet() {
        LocalDate night = LocalDate.of(2026, 11, 22);
        return List.of(
                new FleetPage.Night(
                        "extended-services", "db1.example.org:5432", Optional.of(night), "ended: done", true),
                new FleetPage.Night(
                        "courts", "db2.example.org:5433", Optional.of(night), "ended with 18: not approved", false),
                new FleetPage.Night("prison", "db2.example.org:5433", Optional.empty(), "not yet", false));
    }

    @Test
    @EnabledIfSystemProperty(named = "keepuntil.pages", matches = ".+")
    void yourPages_areFitForEverybody() throws Exception {
        assertThat(findings(Path.of(System.getProperty("keepuntil.pages")))).isEmpty();
    }

    private List<String> findings(Path directory) throws Exception {
        Optional<Path> browser = Chromium.installed();
        assumeTrue(browser.isPresent(), "no Chromium is installed, so nothing looks at the pages");
        List<String> findings = new ArrayList<>();
        String axe = axe();
        List<Path> pages;
        try (Stream<Path> files = Files.walk(directory)) {
            pages = files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
        assertThat(pages).isNotEmpty();
        try (Chromium chromium = new Chromium(browser.get())) {
            for (Path page : pages) {
                chromium.open(page);
                chromium.evaluate(axe);
                for (Look look : LOOKS) {
                    chromium.show(look.width(), look.dark(), look.paper());
                    String where = directory.relativize(page) + " (" + look.name() + "): ";
                    look(chromium, look).forEach(found -> findings.add(where + found));
                    keepPicture(chromium, directory.relativize(page), look);
                }
            }
        }
        return findings;
    }

    private static List<String> look(Chromium chromium, Look look) throws Exception {
        List<String> found = new ArrayList<>();
        JsonNode result = chromium.evaluate(
                "axe.run(document, { resultTypes: ['violations'], runOnly: %s })".formatted(look.run()));
        assertThat(result.path("passes")).isNotEmpty();
        result.path("violations")
                .forEach(rule -> found.add(rule.path("id").asString() + ": "
                        + rule.path("help").asString() + ": "
                        + rule.path("nodes").path(0).path("html").asString()));
        int wider = chromium.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                .asInt();
        if (wider > 1) {
            found.add("it is " + wider + " pixels wider than the screen");
        }
        return found;
    }

    private static void keepPicture(Chromium chromium, Path page, Look look) throws Exception {
        String pictures = System.getProperty("keepuntil.pictures");
        if (pictures == null) {
            return;
        }
        Path directory = Files.createDirectories(Path.of(pictures));
        String name = page.toString().replace(".html", "").replace('/', '-') + "-" + look.name();
        boolean paper = look.paper();
        JsonNode made = paper
                ? chromium.tell("Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true))
                : chromium.tell(
                        "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip(chromium, look)));
        Files.write(
                directory.resolve(name + (paper ? ".pdf" : ".png")),
                Base64.getDecoder().decode(made.path("data").asString()));
    }

    /** No picture is higher than the browser can draw. */
    private static Map<String, Integer> clip(Chromium chromium, Look look) throws Exception {
        int height = chromium.evaluate("document.documentElement.scrollHeight").asInt();
        return Map.of("x", 0, "y", 0, "width", look.width(), "height", Math.min(height, 12_000), "scale", 1);
    }

    /** As it comes with its makers' package for Java. */
    private static String axe() throws Exception {
        try (InputStream source = PagesTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
