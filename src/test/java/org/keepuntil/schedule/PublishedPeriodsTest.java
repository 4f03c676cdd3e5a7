package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/** The checks do not cry wolf: public bodies' own periods, with their own words for them, raise no warning. */
class PublishedPeriodsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/test/resources/org/keepuntil/schedule/published/schedule.yaml",
                "schedules/south-essex-extended-services/schedule.yaml"
            })
    void parse_warnsOfNothing_whenThePeriodsAreAsPublished(Path file) {
        Problems problems = new Problems();
        assertThat(YamlFile.read(file, problems).flatMap(f -> ScheduleParser.parse(f, problems)))
                .as(problems.render())
                .isPresent();
        assertThat(problems.render()).isEmpty();
    }
}
