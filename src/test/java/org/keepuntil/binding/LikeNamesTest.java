package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikeNamesTest {
    @ParameterizedTest
    @CsvSource({
        "Support Ref, support_ref",
        "supportRef, support_ref",
        "NHSNumber, nhs_number",
        "ID, id",
        "_x-y_, x_y",
        "Address2Line, address2_line"
    })
    void words_areTheSame_howeverTheyAreWritten(String name, String words) {
        assertThat(LikeNames.words(name)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "referrals, referral",
        "histories, history",
        "boxes, box",
        "classes, class",
        "children, child",
        "people, person",
        "status, status",
        "address, address",
        "analysis, analysis"
    })
    void singular_isOneOfMany(String many, String one) {
        assertThat(LikeNames.singular(many)).isEqualTo(one);
    }
}
