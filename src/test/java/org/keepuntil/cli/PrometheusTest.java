package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTest {
    @Test
    void text_isReadAsItWasMeant_whateverIsInALabel() {
        String text = new Prometheus(Map.of("database", "a \"b\"\\c\nd", "none", ""))
                .gauge("keepuntil_records", "Back\\slash,\nand a line.")
                .sample("keepuntil_records", Map.of("class", "é{}=,", "status", "in review"), 12)
                .sample("keepuntil_records", Map.of("class", "é{}=,", "status", "due"), 1_234_567_890_123L)
                .one("keepuntil_run_duration_seconds", "How long.", 0.001)
                .toString();

        assertThat(ExpositionFormat.read(text))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "keepuntil_records{class=é{}=,, database=a \"b\"\\c\nd, status=in review}", 12.0,
                        "keepuntil_records{class=é{}=,, database=a \"b\"\\c\nd, status=due}", 1_234_567_890_123.0,
                        "keepuntil_run_duration_seconds{database=a \"b\"\\c\nd}", 0.001));
        assertThat(text)
                .contains(" 1234567890123\n", " 0.001\n", "# HELP keepuntil_records Back\\\\slash,\\nand a line.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# HELP a b\n# TYPE a gauge\na 1",
                "# HELP a b\n# TYPE a gauge\na 1 \n",
                "# HELP a b\n# TYPE a gauge\na{b=\"\\x\"} 1\n",
                "# HELP a b\n# TYPE a gauge\na{b=\"c\" d=\"e\"} 1\n",
                "# HELP a b\n# TYPE a gauge\na 1\na 2\n",
                "# HELP a b\n# TYPE a gauge\na 1\n# HELP c d\n# TYPE c gauge\nc 1\na{b=\"c\"} 2\n",
                "# TYPE a gauge\na 1\n",
                "a 1\n",
                "# HELP a b\n# TYPE a gauge\na 1,5\n"
            })
    void theReaderOfTheseTests_isStrict(String text) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ExpositionFormat.read(text));
    }
}
