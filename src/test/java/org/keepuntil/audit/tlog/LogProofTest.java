package org.keepuntil.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A proof in a file: the form of C2SP tlog-proof, and that nothing in it can be changed unseen. */
class LogProofTest {
    private static final SigningKey KEY = SigningKey.generate("example.org/log");

    private static LogProof proof(int size, int index) {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(Hash.leaf(entry(i)));
        }
        Tree tree = new Tree((level, at) -> node(leaves, level, (int) at));
        Note note = Note.sign(new Checkpoint("example.org/log", size, tree.root(size), List.of()).text(), List.of(KEY));
        return new LogProof(entry(index), index, tree.inclusion(index, size), note);
    }

    private static byte[] entry(int number) {
        return ("entry " + number).getBytes(StandardCharsets.UTF_8);
    }

    private static Hash node(List<Hash> leaves, int level, int index) {
        return level == 0
                ? leaves.get(index)
                : Hash.node(node(leaves, level - 1, 2 * index), node(leaves, level - 1, 2 * index + 1));
    }

    @Test
    void format_isThatOfC2sp() {
        LogProof proof = proof(3, 2);

        assertThat(proof.format().lines().toList().subList(0, 6))
                .containsExactly(
                        "c2sp.org/tlog-proof@v1",
                        "extra ZW50cnkgMg==",
                        "index 2",
                        java.util.Base64.getEncoder()
                                .encodeToString(proof.path().get(0).bytes()),
                        "",
                        "example.org/log");
        assertThat(proof.format()).endsWith(proof.checkpoint().format());
        assertThat(proof.format().lines().filter(line -> line.equals("index 0")))
                .isEmpty();
        assertThat(proof(1, 0).format()).contains("index 0\n\nexample.org/log\n1\n");
    }

    @Test
    void proof_isTheSameAgain_whenItIsReadFromItsFile() {
        for (int size = 1; size <= 20; size++) {
            for (int index = 0; index < size; index++) {
                LogProof read = LogProof.parse(proof(size, index).format());

                assertThat(read.entry()).isEqualTo(entry(index));
                assertThat(read.index()).isEqualTo(index);
                assertThat(read.holds()).isTrue();
                assertThat(read.checkpoint().isSignedBy(KEY.verifier())).isTrue();
            }
        }
    }

    /** Each byte of a proof is believed, or refused: one that is changed never says the same of something else. */
    @Test
    void aByteThatIsChanged_isFound() {
        byte[] written = proof(11, 6).format().getBytes(StandardCharsets.UTF_8);
        for (int place = 0; place < written.length; place++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = written.clone();
                changed[place] ^= (byte) (1 << bit);
                assertThat(isBelieved(changed))
                        .as("byte %d, bit %d", place, bit)
                        .isFalse();
            }
        }
        assertThat(isBelieved(written)).isTrue();
    }

    private static boolean isBelieved(byte[] file) {
        try {
            LogProof read = LogProof.parse(new String(file, StandardCharsets.UTF_8));
            return read.holds() && read.checkpoint().isSignedBy(KEY.verifier());
        } catch (MalformedLogException e) {
            return false;
        }
    }

    @Test
    void parse_refuses_whatHasNoEntryWithIt() {
        String without = proof(3, 1).format().replaceFirst("extra .*\n", "");

        assertThatThrownBy(() -> LogProof.parse(without))
                .isInstanceOf(MalformedLogException.class)
                .hasMessageContaining("its entry");
    }
}
