package org.keepuntil.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
    private final Problems problems = new Problems();

    private Optional<YamlFile> read(String text) {
        return YamlFile.of("f.yaml", text, problems);
    }

    private Node.Mapping map(String text) {
        Optional<YamlFile> file = read(text);
        assertThat(problems.render()).isEmpty();
        return (Node.Mapping) file.orElseThrow().root();
    }

    private static Node.Scalar scalar(Node.Mapping map, String key) {
        return (Node.Scalar) map.entry(key).orElseThrow().value();
    }

    private static Place place(int line, int column) {
        return new Place("f.yaml", line, column);
    }

    @Test
    void of_keepsTextAsText_forDatesNumbersAndTruth() {
        Node.Mapping map = map("date: 2026-03-31\nversion: 2026-04\nnumber: 007\ntruth: yes\n");
        assertThat(map.entries().stream().map(e -> ((Node.Scalar) e.value()).text()))
                .containsExactly("2026-03-31", "2026-04", "007", "yes");
    }

    @Test
    void of_givesPlacesOfKeysAndValues() {
        Node.Mapping map = map("# comment\nouter:\n  inner: { key: value, other: 'quoted' }\n  list:\n    - é\n");
        Node.Mapping outer = (Node.Mapping) map.entry("outer").orElseThrow().value();
        Node.Mapping inner = (Node.Mapping) outer.entry("inner").orElseThrow().value();
        assertThat(outer.place()).isEqualTo(place(3, 3));
        assertThat(inner.place()).isEqualTo(place(3, 10));
        assertThat(inner.entry("other").orElseThrow().key().place()).isEqualTo(place(3, 24));
        assertThat(scalar(inner, "other").place()).isEqualTo(place(3, 31));
        assertThat(scalar(inner, "other").quoted()).isTrue();
        assertThat(scalar(inner, "other").length()).isEqualTo("'quoted'".length());
        assertThat(scalar(inner, "key").quoted()).isFalse();
        Node.Sequence list = (Node.Sequence) outer.entry("list").orElseThrow().value();
        assertThat(list.items().get(0).place()).isEqualTo(place(5, 7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            k: one two                      | one two   | 4 | 1 |  8
            k: 'one two'                    | one two   | 4 | 1 |  9
            k: "one two"                    | one two   | 4 | 1 |  9
            k: 'it''s two'                  | it's two  | 5 | 1 | 11
            k: "a\\u00e9 two"               | aé two    | 3 | 1 | 13
            k: one#    two                  | one two   | 4 | 2 |  5
            k: >-#  one#  two               | one two   | 4 | 3 |  3
            k: $#  one#  two                | one two   | 4 | 3 |  3
            k: "one#    two"                | one two   | 4 | 2 |  5
            """)
    void placeAt_findsACharacter_howeverTheTextIsWritten(String yaml, String text, int index, int line, int column) {
        Node.Scalar scalar = scalar(map(yaml.replace("#", "\n").replace("$", "|")), "k");
        assertThat(scalar.text().strip().replace('\n', ' ')).isEqualTo(text);
        assertThat(scalar.text().charAt(index)).isEqualTo('t');
        assertThat(scalar.placeAt(index)).isEqualTo(place(line, column));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a: 1#b: 2#a: 3             | 3 | 1 | "a" is here twice
            a: &x 1#b: 2               | 1 | 4 | an anchor (&)
            a: 1#b: *x                 | 2 | 4 | an alias (*)
            a:#  <<: { c: 1 }          | 2 | 3 | a merge key (<<)
            a: !!str 1                 | 1 | 4 | a tag (!)
            a: 1#---#b: 2              | 2 | 1 | a second document starts here
            a:#@b: 1                   | 2 | 1 | a tab
            a: [1, 2#b: 3              | 2 | 2 | this is not YAML
            a: b: c                    | 1 | 5 | a colon that starts a value where none can be
            a: `b                      | 1 | 4 | a character that cannot start a value here
            ? [x, y]#: 1               | 1 | 3 | a key is text, not a list
            a: \u0007b                 | 1 | 4 | a character that YAML does not allow (U+0007)
            a: "my table"."my column"  | 1 | 14 | this is not YAML
            """)
    void of_reportsAtItsPlace_whatIsNotPlainYaml(String yaml, int line, int column, String message) {
        read(yaml.replace('#', '\n').replace('@', '\t'));
        assertThat(problems.all()).hasSize(1);
        assertThat(problems.all().get(0).place()).isEqualTo(place(line, column));
        assertThat(problems.all().get(0).message()).startsWith(message);
    }

    @Test
    void of_saysThatItIsEmpty_forNothingCommentsAndAnEmptyDocument() {
        for (String text : new String[] {"", "\n\n", "# only this\n", "---\n", "---\n...\n", "~", "\uFEFF"}) {
            Problems own = new Problems();
            assertThat(YamlFile.of("f.yaml", text, own)).isEmpty();
            assertThat(own.all()).extracting(Problem::toString).containsExactly("f.yaml:1:1: the file is empty");
        }
    }

    @Test
    void of_refusesADepthThatNoPersonWrites() {
        assertThat(read("[".repeat(5000) + "]".repeat(5000))).isEmpty();
        assertThat(problems.all().get(0).message()).contains("nested more than 40 deep");
    }

    @Test
    void of_countsColumnsAfterAByteOrderMarkAndWindowsLines() {
        Node.Mapping map = map("\uFEFFa: 1\r\nb: 2\r\n");
        assertThat(map.place()).isEqualTo(place(1, 1));
        assertThat(scalar(map, "b").place()).isEqualTo(place(2, 4));
    }

    @Test
    void of_quotesInTheHint_whenALatestStandsInsideBraces() {
        read("events: { closure: { from: latest of [a.b, c.d], required: true } }");
        assertThat(problems.all().get(0).hint().orElse("")).contains("latest of [contact.made_at");
    }

    @Test
    void read_keepsTheTextToTheByte(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("f.yaml");
        String text = "\uFEFFa: é\r\n# end";
        Files.writeString(path, text);
        YamlFile file = YamlFile.read(path, problems).orElseThrow();
        assertThat(file.text()).isEqualTo(text);
        assertThat(file.name()).isEqualTo(path.toString());
    }

    @Test
    void read_showsTheLine_whenTheFileIsNotUtf8(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("f.yaml");
        Files.write(path, "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(YamlFile.read(path, problems)).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(path + ":2:7: the file is not UTF-8 text");
    }

    @Test
    void read_saysSo_whenThereIsNoFileOrItCannotBeRead(@TempDir Path folder) {
        assertThat(YamlFile.read(folder.resolve("none.yaml"), problems)).isEmpty();
        assertThat(YamlFile.read(folder, problems)).isEmpty();
        assertThat(problems.all()).extracting(Problem::message).anyMatch(m -> m.contains("no such file"));
        assertThat(problems.all()).extracting(Problem::message).anyMatch(m -> m.contains("cannot be read"));
    }
}
