package org.keepuntil.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the same when somebody asks for a record by a name. */
class FindTokenTest {
    private static final String SECRET = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final TokenKey KEY = TokenKey.parse(SECRET);

    private static String token(String recordClass, String... namesAndValues) {
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return FindToken.of(values).of(KEY, recordClass);
    }

    @ParameterizedTest
    @CsvSource({
        "Ashworth, ASHWORTH",
        "Ashworth, '  ashworth '",
        "van der Berg, 'Van  der\u00a0Berg'",
        "Zo\u00eb, Zoe\u0308",
        "Stra\u00dfe, STRASSE",
        "\u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2, \u039f\u0394\u03a5\u03a3\u03a3\u0395\u038e\u03a3",
        "\uff21\uff22, ab",
        "I\u015f\u0131k, I\u015fik",
        "2001-05-03, ' 2001-05-03'"
    })
    void whatMeansTheSame_hasTheSameToken(String one, String other) {
        assertThat(token("referral", "surname", one)).isEqualTo(token("referral", "surname", other));
    }

    @ParameterizedTest
    @CsvSource({"Zoe, Zo\u00eb", "O'Brien, OBrien", "Smith, Smyth", "2001-05-03, 2001-03-05", "Anne Marie, Annemarie"})
    void whatDoesNot_hasAnother(String one, String other) {
        assertThat(token("referral", "surname", one)).isNotEqualTo(token("referral", "surname", other));
    }

    @Test
    void token_isOfTheClassAndTheNamesToo_inWhateverOrderTheyAreGiven() {
        String token = token("referral", "surname", "Ash", "born", "2001-05-03");

        assertThat(token).isEqualTo(token("referral", "born", "2001-05-03", "surname", "ash"));
        assertThat(token).isNotEqualTo(token("plan", "surname", "Ash", "born", "2001-05-03"));
        assertThat(token).isNotEqualTo(token("referral", "born", "Ash", "surname", "2001-05-03"));
        assertThat(token).isNotEqualTo(token("referral", "surname", "Ash"));
        assertThat(token)
                .isNotEqualTo(TokenKey.parse("ff" + SECRET.substring(2)).reference("referral", List.of("Ash")));
    }

    /** As the manual says that it is made, so that another program can make it. */
    @Test
    void token_isTheHmacOfItsParts() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(java.util.HexFormat.of().parseHex(SECRET), "HmacSHA256"));
        for (String part : List.of("keepuntil find", "referral", "born", "2001-05-03", "surname", "ash")) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            mac.update(new byte[] {0, 0, 0, (byte) bytes.length});
            mac.update(bytes);
        }

        assertThat(token("referral", "surname", "Ash", "born", "2001-05-03"))
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal()));
    }

    @Test
    void values_areInNoMessage() {
        assertThat(FindToken.of(Map.of("surname", "Ashworth"))).hasToString("values of surname");
    }
}
