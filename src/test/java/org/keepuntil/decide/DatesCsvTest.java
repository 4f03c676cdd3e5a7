package org.keepuntil.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the vectors, from its phrase to its interval. */
class DatesCsvTest {
    private static final TimeZone OF_THE_JVM = TimeZone.getDefault();

    @AfterEach
    void restoreTheTimeZone() {
        TimeZone.setDefault(OF_THE_JVM);
    }

    static List<DateVector> vectors() {
        return DateVector.all();
    }

    @Test
    void file_hasItsRows() {
        assertThat(vectors()).hasSize(44);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void vector_givesItsInterval_inEveryZoneOfTheJvm(DateVector vector) {
        for (String zone : List.of("UTC", "Pacific/Auckland", "Pacific/Pago_Pago")) {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            Decider decider = Decider.of(
                    Sample.schedule(Sample.rule("vector", vector.period())),
                    "referral",
                    Optional.empty(),
                    vector.facts().years());
            Decision decision = decider.decide(vector.facts().facts(), Standing.CLEAR, vector.asOf());
            assertThat(decision.interval()).as(zone).isEqualTo(vector.expected());
        }
    }
}
