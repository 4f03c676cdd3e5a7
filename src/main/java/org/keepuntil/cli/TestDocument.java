package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.Explanation.Section;
import org.keepuntil.examples.Example;
import org.keepuntil.examples.Result;

/** The results of examples as JSON. */
record TestDocument(int passed, int failed, List<OfSchedule> schedules) {
    record OfSchedule(
            String schedule, String file, int passed, int failed, List<OfExample> examples, List<String> notShown) {
        static OfSchedule of(TestedSchedule tested) {
            return new OfSchedule(
                    tested.name(),
                    tested.file().toString(),
                    tested.count() - tested.failures(),
                    tested.failures(),
                    tested.results().all().stream().map(OfExample::of).toList(),
                    tested.results().notShown());
        }
    }

    record OfExample(
            String name,
            @JsonProperty("class") String recordClass,
            int line,
            String asOf,
            boolean passed,
            List<String> complaints,
            @Nullable String notAsked,
            List<Section> sections) {
        static OfExample of(Result result) {
            Example example = result.example();
            return new OfExample(
                    example.name(),
                    example.recordClass(),
                    example.place().line(),
                    example.asOf().toString(),
                    result.passed(),
                    result.complaints(),
                    result.notAsked().orElse(null),
                    result.derivation());
        }
    }

    static TestDocument of(List<TestedSchedule> all) {
        int failed = all.stream().mapToInt(TestedSchedule::failures).sum();
        int count = all.stream().mapToInt(TestedSchedule::count).sum();
        return new TestDocument(
                count - failed, failed, all.stream().map(OfSchedule::of).toList());
    }
}
