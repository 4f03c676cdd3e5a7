package org.keepuntil.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {
    /** The leaves, roots and proofs that Certificate Transparency's own implementations of RFC 6962 are tested with. */
    private static final Leaves VECTORS = new Leaves(Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .toList());

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final String LEFT_FOUR = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";

    private static final int EVERY_SIZE_TO = 130;
    private static final Leaves NUMBERED = Leaves.numbered(66_000);

    @Test
    void roots_areThoseOfTheVectors() {
        for (int size = 0; size < ROOTS.size(); size++) {
            assertThat(VECTORS.build(size).builder().root()).hasToString(ROOTS.get(size));
            assertThat(VECTORS.build(size).tree().root(size)).hasToString(ROOTS.get(size));
        }
    }

    @Test
    void proofs_areThoseOfTheVectors() {
        Tree tree = VECTORS.build(8).tree();

        assertThat(text(tree.inclusion(0, 1))).isEmpty();
        assertThat(text(tree.inclusion(0, 8)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        LEFT_FOUR,
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(text(tree.inclusion(5, 8)))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        ROOTS.get(4));
        assertThat(text(tree.inclusion(2, 3))).containsExactly(ROOTS.get(2));
        assertThat(text(tree.consistency(1, 8)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        LEFT_FOUR,
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(text(tree.consistency(6, 8)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        ROOTS.get(4));
        assertThat(text(tree.consistency(2, 5)))
                .containsExactly(LEFT_FOUR, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    @Test
    void everyLeafOfEveryTree_isProven_andByOthersToo() throws Exception {
        for (int size = 1; size <= EVERY_SIZE_TO; size++) {
            Tree tree = NUMBERED.build(size).tree();
            Hash root = NUMBERED.root(size);
            assertThat(tree.root(size)).isEqualTo(root);
            for (int index = 0; index < size; index++) {
                List<Hash> proof = tree.inclusion(index, size);
                assertThat(Proofs.includes(root, size, index, NUMBERED.leaf(index), proof))
                        .as("leaf %d of %d", index, size)
                        .isTrue();
                sigstore(root, size, index, NUMBERED.leaf(index), proof);
            }
        }
    }

    @Test
    void everyTree_isTheBeginningOfEveryLaterOne() {
        Tree tree = NUMBERED.build(EVERY_SIZE_TO).tree();
        List<Hash> roots = new ArrayList<>();
        for (int size = 0; size <= EVERY_SIZE_TO; size++) {
            roots.add(NUMBERED.root(size));
        }
        for (int later = 1; later <= EVERY_SIZE_TO; later++) {
            for (int earlier = 1; earlier <= later; earlier++) {
                List<Hash> proof = tree.consistency(earlier, later);
                assertThat(Proofs.isConsistent(roots.get(earlier), earlier, roots.get(later), later, proof))
                        .as("%d before %d", earlier, later)
                        .isTrue();
                assertThat(Proofs.isConsistent(roots.get(earlier - 1), earlier, roots.get(later), later, proof))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 65_793})
    void aTreeOfTiles_isTheTree_aroundTheirEdges(int size) {
        Leaves.Built built = NUMBERED.build(size);
        Hash root = NUMBERED.root(size);

        assertThat(built.builder().root()).isEqualTo(root);
        assertThat(built.tree().root(size)).isEqualTo(root);
        for (int index : new int[] {0, 1, 254, size / 2, size - 2, size - 1}) {
            assertThat(Proofs.includes(
                            root,
                            size,
                            index,
                            NUMBERED.leaf(index),
                            built.tree().inclusion(index, size)))
                    .isTrue();
        }
        for (int earlier : new int[] {1, 128, 255, size / 2, size - 1}) {
            assertThat(Proofs.isConsistent(
                            NUMBERED.root(earlier),
                            earlier,
                            root,
                            size,
                            built.tree().consistency(earlier, size)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 700, 65_536, 65_600})
    void aBuilder_goesOn_whereAnotherEnded(int from) {
        Leaves.Built before = NUMBERED.build(from);
        TreeBuilder builder =
                TreeBuilder.from(from, before, (tile, hashes) -> before.full().put(tile.path(), hashes));
        for (int i = from; i < from + 300; i++) {
            builder.add(NUMBERED.leaf(i));
        }

        assertThat(builder.root()).isEqualTo(NUMBERED.root(from + 300));
        assertThat(before.full().keySet())
                .isEqualTo(NUMBERED.build(from + 300).full().keySet());
    }

    @Test
    void nothingIsProven_whenAnyBitIsAnother() {
        int size = 100;
        Tree tree = NUMBERED.build(size).tree();
        Hash root = NUMBERED.root(size);
        for (int index : new int[] {0, 1, 63, 64, 97, 99}) {
            List<Hash> proof = tree.inclusion(index, size);
            Hash leaf = NUMBERED.leaf(index);
            forEachFlip(proof, flipped -> {
                assertThat(Proofs.includes(root, size, index, leaf, flipped)).isFalse();
                assertThatThrownBy(() -> sigstore(root, size, index, leaf, flipped))
                        .isInstanceOf(InclusionProofVerificationException.class);
            });
            forEachFlip(
                    List.of(leaf),
                    flipped -> assertThat(Proofs.includes(root, size, index, flipped.get(0), proof))
                            .isFalse());
            forEachFlip(
                    List.of(root),
                    flipped -> assertThat(Proofs.includes(flipped.get(0), size, index, leaf, proof))
                            .isFalse());
            assertThat(Proofs.includes(root, size, index, leaf, proof.subList(1, proof.size())))
                    .isFalse();
            assertThat(Proofs.includes(root, size, index, leaf, longer(proof))).isFalse();
            assertThat(Proofs.includes(root, size, index ^ 1, leaf, proof)).isFalse();
            assertThat(Proofs.includes(root, size, size, leaf, proof)).isFalse();
            assertThat(Proofs.includes(root, size, -1, leaf, proof)).isFalse();
        }
    }

    @Test
    void noBeginningIsProven_whenAnyBitIsAnother() {
        int size = 100;
        Tree tree = NUMBERED.build(size).tree();
        Hash root = NUMBERED.root(size);
        for (int earlier : new int[] {1, 37, 64, 96, 99}) {
            Hash before = NUMBERED.root(earlier);
            List<Hash> proof = tree.consistency(earlier, size);
            forEachFlip(
                    proof,
                    flipped -> assertThat(Proofs.isConsistent(before, earlier, root, size, flipped))
                            .isFalse());
            assertThat(Proofs.isConsistent(before, earlier, root, size, longer(proof)))
                    .isFalse();
            assertThat(Proofs.isConsistent(before, earlier, root, size, proof.subList(1, proof.size())))
                    .isFalse();
            assertThat(Proofs.isConsistent(before, earlier, root, size, List.of()))
                    .isFalse();
        }
        assertThat(Proofs.isConsistent(root, size, root, size, List.of())).isTrue();
        assertThat(Proofs.isConsistent(root, size, NUMBERED.root(99), size, List.of()))
                .isFalse();
        assertThat(Proofs.isConsistent(Hash.EMPTY, 0, root, size, List.of())).isTrue();
        assertThat(Proofs.isConsistent(root, 0, root, size, List.of())).isFalse();
        assertThat(Proofs.isConsistent(root, size + 1, root, size, List.of())).isFalse();
    }

    @Test
    void paths_areThoseOfTheSpecification() {
        assertThat(new Tile(0, 0, 256).path()).isEqualTo("tile/0/000");
        assertThat(new Tile(2, 1_234_067, 256).path()).isEqualTo("tile/2/x001/x234/067");
        assertThat(new Tile(1, 273, 112).path()).isEqualTo("tile/1/273.p/112");
        assertThat(Tile.bundlePath(1_000, 256)).isEqualTo("tile/entries/x001/000");
        assertThat(Tile.bundlePath(7, 1)).isEqualTo("tile/entries/007.p/1");
    }

    private interface Check {
        void of(List<Hash> flipped);
    }

    private static void forEachFlip(List<Hash> hashes, Check check) {
        for (int bit = 0; bit < hashes.size() * Hash.BYTES * Byte.SIZE; bit++) {
            List<Hash> flipped = new ArrayList<>(hashes);
            int of = bit / (Hash.BYTES * Byte.SIZE);
            byte[] bytes = hashes.get(of).bytes();
            bytes[bit / Byte.SIZE % Hash.BYTES] ^= (byte) (1 << bit % Byte.SIZE);
            flipped.set(of, Hash.of(bytes));
            check.of(flipped);
        }
    }

    private static List<Hash> longer(List<Hash> proof) {
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(Hash.EMPTY);
        return longer;
    }

    private static void sigstore(Hash root, long size, long index, Hash leaf, List<Hash> proof)
            throws InclusionProofVerificationException {
        InclusionProofVerifier.verify(
                leaf.bytes(), index, size, proof.stream().map(Hash::bytes).toList(), root.bytes());
    }

    private static List<String> text(List<Hash> hashes) {
        return hashes.stream().map(Hash::toString).toList();
    }
}
