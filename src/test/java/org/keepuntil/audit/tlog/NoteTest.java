package org.keepuntil.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
    /** The example of Go's package note. */
    private static final String GO_SIGNER =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static final String GO_VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String GO_TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String GO_NOTE = GO_TEXT + "\n\u2014 PeterNeumann"
            + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private final SigningKey key = SigningKey.generate("keepuntil/test");
    private final Checkpoint checkpoint =
            new Checkpoint("keepuntil/test", 1234, Hash.leaf(new byte[] {7}), List.of("run 12", "sealed now"));

    @Test
    void signing_isThatOfRfc8032() {
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

        assertThat(HexFormat.of().formatHex(Ed25519.publicKey(seed)))
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(HexFormat.of().formatHex(Ed25519.sign(seed, new byte[0])))
                .isEqualTo(
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void keysAndNotes_areThoseOfGo() {
        SigningKey signer = SigningKey.parse(GO_SIGNER);

        assertThat(signer.verifier()).hasToString(GO_VERIFIER);
        assertThat(signer.format()).isEqualTo(GO_SIGNER + "\n");
        assertThat(Note.sign(GO_TEXT, List.of(signer)).format()).isEqualTo(GO_NOTE);
        assertThat(Note.parse(GO_NOTE).isSignedBy(VerifierKey.parse(GO_VERIFIER)))
                .isTrue();
        assertThat(Note.parse(GO_NOTE).isSignedBy(key.verifier())).isFalse();
    }

    @Test
    void aSigningKey_saysWhichItIs_neverWhatItIs() {
        assertThat(key).hasToString("signing key " + key.verifier().id() + " of keepuntil/test");
        assertThat(SigningKey.parse(key.format()).verifier()).isEqualTo(key.verifier());
        assertThatThrownBy(() ->
                        SigningKey.parse(key.format().replace("+AQ", "+BQ").replace("+AZ", "+BZ") + "secret"))
                .isInstanceOf(MalformedLogException.class)
                .hasMessageNotContaining(key.format().substring(40, 60));
    }

    @Test
    void aCheckpoint_isReadBack() {
        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThat(checkpoint.text()).startsWith("keepuntil/test\n1234\n").endsWith("=\nrun 12\nsealed now\n");
        assertThat(checkpoint.extension("run")).contains("12");
        assertThat(checkpoint.extension("ru")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n1\n",
                "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
            })
    void aCheckpoint_isRefused_whenItIsNotInItsForm(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedLogException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n\u2014 name\n",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n\u2014 name AAAAAAAA",
                "text\n\n- name AAAAAAAAAA==\n",
                "text\n\n\u2014 name AAAAAAAAAB==\n",
                "text\n\n\u2014 na+me AAAAAAAAAA==\n",
                "te\u0001xt\n\n\u2014 name AAAAAAAAAA==\n"
            })
    void aNote_isRefused_whenItIsNotInItsForm(String text) {
        assertThatThrownBy(() -> Note.parse(text)).isInstanceOf(MalformedLogException.class);
    }

    @Test
    void aNote_isNotSigned_whenAnyBitIsAnother() {
        byte[] written = Note.sign(checkpoint.text(), List.of(key)).format().getBytes(StandardCharsets.UTF_8);
        assertThat(Note.parse(written).isWhollySignedBy(List.of(key.verifier())))
                .isTrue();
        for (int bit = 0; bit < written.length * Byte.SIZE; bit++) {
            written[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(isWhollySigned(written)).as("bit %d", bit).isFalse();
            written[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
    }

    private boolean isWhollySigned(byte[] written) {
        try {
            return Note.parse(written).isWhollySignedBy(List.of(key.verifier()));
        } catch (MalformedLogException e) {
            return false;
        }
    }

    @Test
    void aNote_isSignedByBoth_whenTwoKeysSignedIt() {
        SigningKey other = SigningKey.generate("keepuntil/test");
        Note note = Note.parse(Note.sign(checkpoint.text(), List.of(key, other)).format());

        assertThat(note.isSignedBy(key.verifier())).isTrue();
        assertThat(note.isSignedBy(other.verifier())).isTrue();
        assertThat(note.isWhollySignedBy(List.of(key.verifier()))).isFalse();
        assertThat(note.isWhollySignedBy(List.of(other.verifier(), key.verifier())))
                .isTrue();
    }

    @Test
    void aVerifierKey_isRefused_whenItsHashIsAnothers() {
        String written = key.verifier().format();
        String id = key.verifier().id();
        String other = id.startsWith("0") ? "1" + id.substring(1) : "0" + id.substring(1);

        assertThatThrownBy(() -> VerifierKey.parse(written.replace("+" + id + "+", "+" + other + "+")))
                .hasMessageContaining("is not that of the key");
        assertThatThrownBy(() -> VerifierKey.parse("name")).hasMessageContaining("name+hash+key");
    }
}
