package org.keepuntil.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RolesTest {
    @Test
    void of_bearsTheDatabasesName_whenItIsShort() {
        assertThat(Roles.of("sees"))
                .isEqualTo(new Roles(
                        "keepuntil_sees_owner",
                        "keepuntil_sees_operator",
                        "keepuntil_sees_approver",
                        "keepuntil_sees_auditor",
                        "keepuntil_sees_maintainer"));
    }

    @Test
    void of_fitsAndStaysApart_whenNamesAreLong() {
        String stem = "x".repeat(62);

        Roles one = Roles.of(stem + "1");
        Roles other = Roles.of(stem + "2");

        assertThat(one.maintainer()).hasSize(63).isNotEqualTo(other.maintainer());
        assertThat(Roles.of("x".repeat(42)).maintainer()).hasSize(63).contains("_" + "x".repeat(42) + "_");
    }

    @Test
    void of_countsBytes_whenNamesAreNotAscii() {
        for (String role : Roles.of("ü".repeat(31)).all()) {
            assertThat(role.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
            assertThat(role).startsWith("keepuntil_üüüüüüüüüüüüüüüü_");
        }
    }

    @Test
    void of_leavesOutWhatMustBeQuoted_whenTheNameIsAwkward() {
        assertThat(Roles.of("a'b").owner())
                .matches("keepuntil_a_b_[0-9a-f]{8}_owner")
                .isNotEqualTo(Roles.of("a\"b").owner());
    }
}
