package org.keepuntil.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final int MANY = 200_000;

    @Test
    void everyTokenIsFoundAgain_andOthersAreNot() {
        Tokens tokens = new Tokens();
        assertThat(tokens.isEmpty()).isTrue();
        Random gone = new Random(1);
        for (int n = 0; n < MANY; n++) {
            byte[] line = ("before\t" + text(token(gone)) + "\tafter").getBytes(StandardCharsets.US_ASCII);
            tokens.add(line, "before\t".length());
        }

        assertThat(tokens.isEmpty()).isFalse();
        Random again = new Random(1);
        for (int n = 0; n < MANY; n++) {
            byte[] token = token(again);
            assertThat(tokens.mayHave(token)).isTrue();
            assertThat(tokens.mayHave(text(token).getBytes(StandardCharsets.US_ASCII), 0))
                    .isTrue();
        }
        Random others = new Random(2);
        long found = 0;
        for (int n = 0; n < MANY; n++) {
            found += tokens.mayHave(token(others)) ? 1 : 0;
        }
        assertThat(found).as("by chance: once in seven thousand such tests").isZero();
    }

    @Test
    void aTokenThatIsAddedLater_isFoundToo() {
        Tokens tokens = new Tokens();
        Random random = new Random(3);
        byte[] first = token(random);
        byte[] second = token(random);
        tokens.add(text(first).getBytes(StandardCharsets.US_ASCII), 0);
        assertThat(tokens.mayHave(second)).isFalse();

        tokens.add(text(second).getBytes(StandardCharsets.US_ASCII), 0);

        assertThat(tokens.mayHave(first)).isTrue();
        assertThat(tokens.mayHave(second)).isTrue();
    }

    private static byte[] token(Random random) {
        byte[] token = new byte[32];
        random.nextBytes(token);
        return token;
    }

    private static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
