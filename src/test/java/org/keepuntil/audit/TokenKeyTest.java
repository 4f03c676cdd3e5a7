package org.keepuntil.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.control.Installation;

class TokenKeyTest {
    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String BASE64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    @TempDir
    private Path home;

    /** Reckoned with another program (Python's hmac): a token that changes loses every record of an old log. */
    @Test
    void reference_isThis_forThatKey() {
        TokenKey key = TokenKey.parse(HEX);

        assertThat(key.id()).isEqualTo("227a68a7f8b1db7d");
        assertThat(key.reference("referral", List.of("4711"))).isEqualTo("PKV02ABkEhE8tXFTPgLJfqA6ttqOoBuHi9tctL6D_Wk");
        assertThat(key.reference("placement", List.of("Ü", "", "2")))
                .isEqualTo("bq9HLNKeWmFK1wWYA2mWOLob0H-XUXnro4r8wRmENAM");
    }

    @Test
    void namer_namesAsTheKeyDoes_oneAfterTheOther() {
        TokenKey key = TokenKey.parse(HEX);
        TokenKey.Namer namer = key.namer("placement");

        for (List<String> parts : List.of(List.of("Ü", "", "2"), List.of("4711"), List.of("Ü", "", "2"))) {
            assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(namer.name(parts)))
                    .isEqualTo(key.reference("placement", parts));
        }
    }

    @Test
    void reference_differs_whenPartsAreCutElsewhere() {
        TokenKey key = TokenKey.parse(HEX);

        assertThat(List.of(
                        key.reference("a", List.of("bc")),
                        key.reference("ab", List.of("c")),
                        key.reference("a", List.of("b", "c")),
                        key.reference("a", List.of("bc", "")),
                        key.reference("a", List.of("", "bc")),
                        TokenKey.parse(HEX.replace("1f", "1e")).reference("a", List.of("bc"))))
                .doesNotHaveDuplicates()
                .allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void parse_takesHexAndBase64_whenTheyHave32Bytes() {
        assertThat(TokenKey.parse(BASE64 + "\n").id())
                .isEqualTo(TokenKey.parse(HEX).id());
        assertThat(TokenKey.parse(TokenKey.generate().format()).id()).hasSize(16);
        for (String unfit : List.of(
                "", HEX.substring(2), "AAECAwQFBgcICQoLDA0ODw==", "not a key, not a key, not a key, not a key")) {
            assertThatThrownBy(() -> TokenKey.parse(unfit)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void toString_doesNotGiveTheKeyAway() {
        assertThat(TokenKey.parse(HEX))
                .asString()
                .doesNotContain("0001020304")
                .contains(TokenKey.parse(HEX).id());
    }

    @Test
    void ofNew_makesAKeyThatOnlyItsOwnerCanRead_whenThereIsNone() throws IOException {
        TokenKeys keys = keys(Map.of());

        TokenKey made = keys.ofNew(installation(null));

        Path file = home.resolve(".config/keepuntil/token-" + ID + ".key");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(keys.ofNew(installation(null)).id()).isEqualTo(made.id());
        assertThat(keys.of(installation(made.id())).id()).isEqualTo(made.id());
        assertThat(keys.ofNew(installation(made.id())).id()).isEqualTo(made.id());
    }

    @Test
    void file_isLookedForInOrder() {
        Installation installation = installation(null);

        assertThat(keys(Map.of(TokenKeys.VARIABLE, "/run/key", "XDG_CONFIG_HOME", "/etc/x"))
                        .file(installation))
                .isEqualTo(Path.of("/run/key"));
        assertThat(keys(Map.of("XDG_CONFIG_HOME", "/etc/x")).file(installation))
                .isEqualTo(Path.of("/etc/x/keepuntil/token-" + ID + ".key"));
        assertThat(keys(Map.of("XDG_CONFIG_HOME", "relative")).file(installation))
                .isEqualTo(home.resolve(".config/keepuntil/token-" + ID + ".key"));
    }

    @Test
    void of_saysWhatToDo_whenTheKeyIsMissingOrAnother() throws IOException {
        Path file = home.resolve("key");
        TokenKeys keys = keys(Map.of(TokenKeys.VARIABLE, file.toString()));
        Installation installation = installation("0123456789abcdef");

        assertThatThrownBy(() -> keys.of(installation(null)))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("keepuntil init");
        assertThatThrownBy(() -> keys.of(installation))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("0123456789abcdef");
        assertThatThrownBy(() -> keys.ofNew(installation)).isInstanceOf(TokenKeyException.class);
        assertThat(file).doesNotExist();

        write(file, HEX, "rw-------");
        assertThatThrownBy(() -> keys.of(installation))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining(TokenKey.parse(HEX).id())
                .hasMessageContaining("0123456789abcdef")
                .hasMessageNotContaining(HEX);
    }

    @Test
    void of_refuses_whenOthersMayReadTheFile() throws IOException {
        Path file = home.resolve("key");
        write(file, HEX, "rw-r-----");

        assertThatThrownBy(() -> keys(Map.of(TokenKeys.VARIABLE, file.toString()))
                        .of(installation(TokenKey.parse(HEX).id())))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void of_refuses_whenTheFileIsNoKey() throws IOException {
        Path file = home.resolve("key");
        write(file, "secret", "rw-------");

        assertThatThrownBy(
                        () -> keys(Map.of(TokenKeys.VARIABLE, file.toString())).of(installation("0123456789abcdef")))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("secret");
    }

    private TokenKeys keys(Map<String, String> environment) {
        return new TokenKeys(environment, home);
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Installation installation(@org.jspecify.annotations.Nullable String keyId) {
        return new Installation(ID, "sees", Instant.EPOCH, Optional.ofNullable(keyId));
    }
}
