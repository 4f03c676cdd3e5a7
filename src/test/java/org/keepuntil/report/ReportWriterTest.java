package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportWriterTest {
    @TempDir
    Path temp;

    @Test
    void write_makesItsFilesForTheirOwnerOnly() throws Exception {
        Path target = temp.resolve("reports").resolve("2026-11-22");

        ReportWriter.Written written = ReportWriter.write(target, Sample.report());

        assertThat(written.html()).isEqualTo(written.directory().resolve("report.html"));
        assertThat(names(target))
                .containsExactly("certificate.pdf", "exceptions.csv", "register.csv", "report.html", "run.json");
        assertThat(permissions(target)).isEqualTo("rwx------");
        assertThat(permissions(temp.resolve("reports"))).isEqualTo("rwx------");
        for (String name : names(target)) {
            assertThat(permissions(target.resolve(name))).as(name).isEqualTo("rw-------");
        }
        assertThat(names(temp.resolve("reports")))
                .as("nothing is left beside it")
                .containsExactly("2026-11-22");
    }

    @Test
    void write_addsUp_whenTheNightWasInOrder() throws Exception {
        ReportWriter.Written written = ReportWriter.write(temp.resolve("r"), Sample.report());

        assertThat(written.discrepancies()).isEmpty();
        assertThat(written.checks()).hasSizeGreaterThan(15);
    }

    @Test
    void write_givesTheSameBytes_whenTheReportIsTheSame() throws Exception {
        Path one = ReportWriter.write(temp.resolve("one"), Sample.report()).directory();
        Path two = ReportWriter.write(temp.resolve("two"), Sample.report()).directory();

        for (String name : names(one)) {
            assertThat(two.resolve(name)).hasSameBinaryContentAs(one.resolve(name));
        }
    }

    @Test
    void write_namesTheDigestsOfItsFiles() throws Exception {
        Path target = ReportWriter.write(temp.resolve("r"), Sample.report()).directory();

        JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(target.resolve("run.json")));
        String html = Files.readString(target.resolve("report.html"));
        assertThat(json.path("files")).hasSize(4);
        for (JsonNode file : json.path("files")) {
            Path path = target.resolve(file.path("name").asString());
            assertThat(file.path("sha256").asString())
                    .as(path.toString())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path))));
            if (path.toString().endsWith(".csv")) {
                assertThat(html).contains(file.path("sha256").asString());
            }
        }
    }

    @Test
    void write_keepsNoRow_whenThereAreAMillion() throws Exception {
        int rows = 1_000_000;
        AtomicLong collected = new AtomicLong();
        Rows<RegisterRow> register = consumer -> {
            WeakReference<RegisterRow> early = new WeakReference<>(null);
            for (int i = 0; i < rows; i++) {
                RegisterRow row = Sample.row(i);
                early = i == 1_000 ? new WeakReference<>(row) : early;
                consumer.accept(row);
            }
            System.gc();
            collected.set(early.get() == null ? 1 : 0);
        };

        ReportWriter.Written written = ReportWriter.write(temp.resolve("r"), Samples.withRegister(register));

        assertThat(collected).as("the thousandth row is no longer in memory").hasValue(1);
        try (Stream<String> lines = Files.lines(written.directory().resolve("register.csv"))) {
            assertThat(lines).as("a header, and a line for each record").hasSize(rows + 1);
        }
        assertThat(Files.size(written.html())).isLessThan(200_000);
        assertThat(written.discrepancies())
                .anySatisfy(check -> assertThat(check.sentence())
                        .isEqualTo(
                                "Referral and support record. Records done: 3,377; rows in register.csv: 1,000,000."));
    }

    @Test
    void write_isRefused_whenTheDirectoryHoldsAnotherRun() throws Exception {
        Path target = ReportWriter.write(temp.resolve("r"), Sample.report()).directory();
        byte[] before = Files.readAllBytes(target.resolve("run.json"));

        assertThatThrownBy(() -> ReportWriter.write(target, Samples.ofRun("2026-11-23-01")))
                .isInstanceOf(ReportRefusedException.class)
                .hasMessageContaining("holds the report of another run, 2026-11-22-01")
                .hasMessageContaining("Name another directory");

        assertThat(target.resolve("run.json")).hasBinaryContent(before);
        assertThat(names(temp)).containsExactly("r");
    }

    @Test
    void write_isRefused_whenTheDirectoryHoldsARunOfTheSameNumberOfAnotherDatabase() throws Exception {
        Path target = ReportWriter.write(temp.resolve("r"), Sample.report()).directory();
        byte[] before = Files.readAllBytes(target.resolve("run.json"));

        assertThatThrownBy(() -> ReportWriter.write(target, Samples.ofDatabase("another")))
                .isInstanceOf(ReportRefusedException.class)
                .hasMessageContaining("holds the report of a run of another database");

        assertThat(target.resolve("run.json")).hasBinaryContent(before);
    }

    @Test
    void write_isRefused_whenTheDirectoryHoldsSomethingElse() throws Exception {
        Path target = Files.createDirectory(temp.resolve("r"));
        Files.writeString(target.resolve("holiday.txt"), "mine");

        assertThatThrownBy(() -> ReportWriter.write(target, Sample.report()))
                .isInstanceOf(ReportRefusedException.class)
                .hasMessageContaining("is not empty");

        assertThat(names(target)).containsExactly("holiday.txt");
        Path file = Files.writeString(temp.resolve("file"), "mine");
        assertThatThrownBy(() -> ReportWriter.write(file, Sample.report()))
                .isInstanceOf(ReportRefusedException.class)
                .hasMessageContaining("is not a directory");
        assertThat(file).hasContent("mine");
    }

    @Test
    void write_isRefused_whenAnotherFillsTheDirectoryMeanwhile() throws Exception {
        Path target = temp.resolve("r");
        Rows<RegisterRow> register = consumer -> {
            try {
                Files.writeString(Files.createDirectory(target).resolve("other"), "theirs");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };

        assertThatThrownBy(() -> ReportWriter.write(target, Samples.withRegister(register)))
                .isInstanceOf(ReportRefusedException.class);

        assertThat(names(target)).containsExactly("other");
        assertThat(names(temp)).containsExactly("r");
    }

    @Test
    void write_replacesTheReportOfTheSameRun_andLeavesOtherFilesAlone() throws Exception {
        Path target =
                ReportWriter.write(temp.resolve("r"), Samples.interrupted()).directory();
        Files.writeString(target.resolve("report.html.sig"), "signed");

        ReportWriter.write(target, Sample.report());

        assertThat(Files.readString(target.resolve("run.json"))).contains("\"state\" : \"finished\"");
        assertThat(target.resolve("report.html.sig")).hasContent("signed");
        assertThat(names(temp)).containsExactly("r");
    }

    @Test
    void write_fillsADirectory_whenItIsEmpty() throws Exception {
        Path target = Files.createDirectory(temp.resolve("r"));

        ReportWriter.write(target, Sample.report());

        assertThat(names(target)).hasSize(5);
        assertThat(permissions(target)).isEqualTo("rwx------");
    }

    @Test
    void write_leavesNothing_whenTheRowsBreakOff() throws Exception {
        Rows<RegisterRow> register = consumer -> {
            consumer.accept(Sample.row(0));
            throw new IllegalStateException("the database went away");
        };

        assertThatThrownBy(() -> ReportWriter.write(temp.resolve("r"), Samples.withRegister(register)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(names(temp)).isEmpty();
    }

    @Test
    void lists_haveALineForEachRecord() throws Exception {
        Path target = ReportWriter.write(temp.resolve("r"), Sample.report()).directory();

        List<String> lines = Files.readAllLines(target.resolve("register.csv"));
        assertThat(lines).hasSize(Sample.DONE + 1);
        assertThat(lines.stream().map(line -> line.split(",", -1)[2])).doesNotHaveDuplicates();
        assertThat(Files.readAllLines(target.resolve("exceptions.csv"))).hasSize(24);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
