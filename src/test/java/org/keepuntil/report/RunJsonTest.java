package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.decide.Status;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunJsonTest {
    @TempDir
    Path temp;

    private JsonNode json = JsonMapper.shared().createObjectNode();

    @BeforeEach
    void write() throws Exception {
        json = read("sample", Sample.report());
    }

    @Test
    void keys_keepTheirOrder() {
        assertThat(keys(json))
                .containsExactly(
                        "format",
                        "run",
                        "schedule",
                        "digests",
                        "planned",
                        "done",
                        "level",
                        "approvals",
                        "residue",
                        "looks",
                        "checkpoint",
                        "matters",
                        "classes",
                        "links",
                        "holds",
                        "copiesElsewhere",
                        "backupsKept",
                        "besides",
                        "forecast",
                        "addsUp",
                        "checks",
                        "files");
        assertThat(keys(json.path("run")))
                .containsExactly(
                        "id",
                        "database",
                        "operator",
                        "asOf",
                        "started",
                        "finished",
                        "programVersion",
                        "state",
                        "stateMeaning",
                        "exitCode",
                        "exitMeaning",
                        "log");
        assertThat(keys(json.path("schedule")))
                .containsExactly("name", "title", "version", "adopted", "reviewBy", "timeZone", "text");
        assertThat(keys(json.path("classes").path(0)))
                .containsExactly(
                        "class",
                        "title",
                        "total",
                        "statuses",
                        "rules",
                        "planned",
                        "outcomes",
                        "components",
                        "results",
                        "statistics",
                        "anonymity",
                        "reviewList",
                        "flags");
        assertThat(keys(json.path("classes").path(0).path("rules").path(0)))
                .containsExactly("id", "stage", "phrase", "act", "authority", "due", "done");
    }

    @Test
    void statuses_areAllThereInTheirOrder() {
        JsonNode statuses = json.path("classes").path(0).path("statuses");

        assertThat(keys(statuses))
                .containsExactlyElementsOf(
                        Stream.of(Status.values()).map(Status::word).toList());
        assertThat(statuses.path("referred to").asLong()).isEqualTo(326);
        assertThat(statuses.path("conflict").asLong(-1)).isZero();
    }

    @Test
    void values_areThoseOfTheModel() {
        assertThat(json.path("planned").asLong()).isEqualTo(3_400);
        assertThat(json.path("done").asLong()).isEqualTo(3_377);
        assertThat(json.path("addsUp").asBoolean()).isTrue();
        assertThat(json.path("run").path("started").asString()).isEqualTo("2026-11-22T01:30:04Z");
        assertThat(json.path("run").path("log").path("first").asLong()).isEqualTo(Sample.FIRST_ENTRY);
        assertThat(json.path("schedule").path("text").asString()).isEqualTo(Sample.TEXT);
        assertThat(json.path("level").path("reached").asString()).isEqualTo("L1");
        assertThat(json.path("level")
                        .path("levels")
                        .valueStream()
                        .map(level -> level.path("says").asString()))
                .containsExactly("Reached", "Not measured", "Not measured", "Not measured", "Not measured");
        assertThat(json.path("classes")
                        .path(0)
                        .path("outcomes")
                        .path("held since the plan")
                        .asLong())
                .isEqualTo(12);
        assertThat(json.path("classes")
                        .path(0)
                        .path("rules")
                        .path(0)
                        .path("done")
                        .asLong())
                .isEqualTo(3_377);
    }

    @Test
    void absentValues_areNull() throws Exception {
        JsonNode empty = read("empty", Samples.empty());

        assertThat(empty.path("run").path("finished").isNull()).isTrue();
        assertThat(empty.path("run").path("log").isNull()).isTrue();
        assertThat(empty.path("schedule").path("adopted").isNull()).isTrue();
        assertThat(empty.path("level").path("reached").isNull()).isTrue();
        assertThat(empty.path("backupsKept").isNull()).isTrue();
    }

    private JsonNode read(String name, RunReport report) throws Exception {
        Path directory = ReportWriter.write(temp.resolve(name), report).directory();
        return JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve("run.json")));
    }

    private static List<String> keys(JsonNode node) {
        return List.copyOf(node.propertyNames());
    }
}
