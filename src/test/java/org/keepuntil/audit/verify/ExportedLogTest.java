package org.keepuntil.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.seal.ExportRefusedException;
import org.keepuntil.audit.seal.LogDamagedException;
import org.keepuntil.audit.seal.LogExport;
import org.keepuntil.audit.tlog.VerifierKey;

/** What is changed in an export by whoever can write there, and what of a log is never exported. */
class ExportedLogTest {
    private static final int FLIPS = 200;

    @TempDir
    private static Path directory;

    private static SealedLog log;
    private static VerifierKey firstKey;

    @BeforeAll
    static void fill() throws Exception {
        log = new SealedLog();
        firstKey = log.verifier();
        log.seal(log.run(300, 100));
        new LogExport(log.auditor(), directory).write();
        log.seal(log.run(1000, 400));
        log.rotate(false);
        log.seal(log.run(5, 5));
        new LogExport(log.auditor(), directory).write();
    }

    @AfterAll
    static void drop() {
        log.close();
    }

    @Test
    void nothingIsFound_withoutADatabase_andWithTheFirstKeyAlone() throws IOException {
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().entries()).isEqualTo(1314);
        assertThat(ExportedLog.verify(directory, List.of(firstKey), List.of()).findings())
                .isEmpty();
        assertThat(ExportedLog.verify(
                                directory,
                                List.of(firstKey),
                                List.of(new Kept("kept", Files.readString(directory.resolve("checkpoints/304")))))
                        .findings())
                .isEmpty();
    }

    @Test
    void anExportThatGrew_isTheOneThatIsWrittenAtOnce(@TempDir Path atOnce) throws Exception {
        LogExport.Written written = new LogExport(log.auditor(), atOnce).write();

        assertThat(written.newEntries()).isEqualTo(1314);
        assertThat(files(directory).keySet()).containsAll(files(atOnce).keySet());
        files(atOnce)
                .forEach((name, bytes) ->
                        assertThat(bytes).as(name).isEqualTo(files(directory).get(name)));
        assertThat(files(atOnce).keySet())
                .containsExactly(
                        "checkpoint",
                        "checkpoints/1306",
                        "checkpoints/1307",
                        "checkpoints/1314",
                        "checkpoints/304",
                        "tile/0/000",
                        "tile/0/001",
                        "tile/0/002",
                        "tile/0/003",
                        "tile/0/004",
                        "tile/0/005.p/34",
                        "tile/1/000.p/5",
                        "tile/entries/000",
                        "tile/entries/001",
                        "tile/entries/002",
                        "tile/entries/003",
                        "tile/entries/004",
                        "tile/entries/005.p/34");
    }

    @Test
    void aBitThatWasFlipped_isFound_andTheFileNamed() throws IOException {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> names = files(directory).keySet().stream()
                // what an earlier export left at its edge is read by nobody any more
                .filter(name -> !List.of("tile/0/001.p/48", "tile/1/000.p/1", "tile/entries/001.p/48")
                        .contains(name))
                .toList();
        for (int flip = 0; flip < FLIPS; flip++) {
            String name = names.get(flip % names.size());
            Path file = directory.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            byte[] flipped = bytes.clone();
            int bit = random.nextInt(bytes.length * Byte.SIZE);
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(file, flipped);
            List<Finding> findings = verify().findings();
            Files.write(file, bytes);

            assertThat(findings).as("seed %d, bit %d of %s", seed, bit, name).isNotEmpty();
            String named = findings.get(0).where();
            if (name.startsWith("tile/entries")) {
                assertThat(named).as("seed %d, bit %d of %s", seed, bit, name).matches(name + "|entry \\d+");
            } else {
                assertThat(findings)
                        .as("seed %d, bit %d of %s", seed, bit, name)
                        .extracting(Finding::where)
                        .contains(name);
            }
        }
    }

    @Test
    void aFileThatWasTakenAway_isFound() throws IOException {
        for (String name : files(directory).keySet()) {
            if (name.equals("checkpoint") || name.endsWith(".p/48") || name.equals("tile/1/000.p/1")) {
                continue;
            }
            Path file = directory.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            List<Finding> findings = verify().findings();
            Files.write(file, bytes);

            assertThat(findings).as(name).isNotEmpty();
        }
    }

    @Test
    void anotherLog_isNotWrittenThere() throws Exception {
        try (SealedLog other = new SealedLog()) {
            assertThatThrownBy(() -> new LogExport(other.auditor(), directory).write())
                    .isInstanceOf(ExportRefusedException.class)
                    .hasMessageContaining("not signed by a key of this log");
            other.seal(other.run(3, 3));
            assertThatThrownBy(() -> new LogExport(other.auditor(), directory).check())
                    .isInstanceOf(ExportRefusedException.class);
        }
        assertThat(verify().findings()).isEmpty();
    }

    /** As after a restore from a backup, and as after a change by somebody who has the key. */
    @Test
    void aLogThatIsShorterOrAnother_isNotWrittenOver(@TempDir Path there) throws Exception {
        try (SealedLog other = new SealedLog()) {
            other.seal(other.run(3, 3));
            new LogExport(other.auditor(), there).write();
            other.seal(other.run(300, 300));
            new LogExport(other.auditor(), there).write();
            Map<String, String> before = files(there);
            other.superuser().execute("""
                    set session_replication_role = replica;
                    create table public.last as select * from keepuntil.checkpoint where size > 100;
                    delete from keepuntil.checkpoint where size > 100""");
            assertThatThrownBy(() -> new LogExport(other.auditor(), there).write())
                    .isInstanceOf(ExportRefusedException.class)
                    .hasMessageContaining("restored from a backup");

            other.superuser().execute("""
                    insert into keepuntil.checkpoint select * from public.last;
                    update keepuntil.log_bundle set data = set_byte(data, 60, get_byte(data, 60) # 1)
                    where first = (select max(first) from keepuntil.log_bundle)""");
            assertThatThrownBy(() -> new LogExport(other.auditor(), there).write())
                    .isInstanceOf(ExportRefusedException.class)
                    .hasMessageContaining("is not the beginning of this log");
            assertThat(files(there)).isEqualTo(before);
            assertThatThrownBy(() -> new LogExport(other.auditor(), there.resolve("new")).write())
                    .isInstanceOf(LogDamagedException.class);
            assertThat(there.resolve("new/checkpoint")).doesNotExist();
        }
    }

    @Test
    void aFileThatSaysSomethingElse_isNotWrittenOver(@TempDir Path there) throws Exception {
        Files.createDirectories(there.resolve("tile/entries"));
        Files.writeString(there.resolve("tile/entries/000"), "mine");

        assertThatThrownBy(() -> new LogExport(log.auditor(), there).write())
                .isInstanceOf(ExportRefusedException.class)
                .hasMessageContaining("tile/entries/000 is there already");
        assertThat(there.resolve("tile/entries/000")).hasContent("mine");
    }

    private static Verified verify() throws IOException {
        return ExportedLog.verify(directory, List.of(), List.of());
    }

    private static Map<String, String> files(Path of) {
        try (Stream<Path> all = Files.walk(of)) {
            Map<String, String> files = new TreeMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(of.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return files;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
