package org.keepuntil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keepuntil.cli.ExitCode;

/** The pages lead where they say, and tell of every exit status. */
class DocumentsTest {
    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("src/docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\\n]*`");

    @Test
    void everyLink_leadsToAPageAndAHeadingThatAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher links = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
            while (links.find()) {
                if (!leads(page, links.group(1))) {
                    broken.add(page + ": " + links.group(1));
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyPage_isLinkedFromTheReadme() throws IOException {
        String readme = Files.readString(README);

        assertThat(pages().stream().filter(page -> !page.equals(README)).map(Path::toString))
                .allSatisfy(page -> assertThat(readme).contains("(" + page));
    }

    @Test
    void readme_hasEveryExitStatusInTheWordsOfTheProgram() throws IOException {
        assertThat(rows(README, "\\| (\\d+) \\| (.+) \\|"))
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> code.number() + " " + code.sentence())
                        .toList());
    }

    @Test
    void runbook_saysOfEveryExitStatusWhatItAsks() throws IOException {
        assertThat(rows(DOCS.resolve("runbook.md"), "\\| (\\d+)( )\\|.+\\|"))
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> code.number() + "  ")
                        .toList());
    }

    private static List<String> rows(Path page, String row) throws IOException {
        Pattern pattern = Pattern.compile(row);
        return Files.readAllLines(page).stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS)) {
            return Stream.concat(
                            Stream.of(README),
                            docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static boolean leads(Path page, String link) throws IOException {
        if (link.startsWith("https://")) {
            return true;
        }
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(target) && (hash < 0 || headings(target).contains(link.substring(hash + 1)));
    }

    /** The names that headings have as places in a page, as GitHub makes them; and places that a page names itself. */
    private static List<String> headings(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
