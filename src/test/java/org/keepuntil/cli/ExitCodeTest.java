package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void numbers_areZeroToTwentyWithoutGapOrRepetition() {
        assertThat(Arrays.stream(ExitCode.values()).mapToInt(ExitCode::number).toArray())
                .containsExactly(IntStream.rangeClosed(0, 20).toArray());
    }

    @Test
    void sentences_areWholeSentencesInOneLine() {
        assertThat(ExitCode.values()).allSatisfy(code -> {
            assertThat(code.sentence()).matches("[A-Z].*\\.").doesNotContain("\n");
            assertThat(code.label()).isNotBlank();
        });
    }

    @Test
    void of_findsTheCode_whenTheNumberIsOurs() {
        assertThat(ExitCode.of(8)).isEqualTo(ExitCode.BUSY);
        assertThat(ExitCode.of(99)).isEqualTo(ExitCode.INTERNAL);
    }
}
