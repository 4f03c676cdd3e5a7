package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.schedule.Disposal;

class CsvTest {
    @TempDir
    Path temp;

    @Test
    void register_isRfc4180() throws Exception {
        RegisterRow row = new RegisterRow(
                17,
                "care, \"episode\"",
                "7f3a",
                Disposal.DESTROY,
                "rule\nof two lines",
                Sample.AS_OF,
                List.of(new ComponentCount("sees.contact", 3, 0), new ComponentCount("sees.invoice", 0, 1)));

        ReportWriter.write(temp.resolve("r"), Samples.withRegister(Rows.of(List.of(row))));

        assertThat(Files.readString(temp.resolve("r/register.csv")))
                .isEqualTo(
                        "log_index,class,record,action,rule,date,rows_removed,links_removed,components,rows_changed,result,run\r\n"
                                + "17,\"care, \"\"episode\"\"\",7f3a,destroy,\"rule\nof two lines\",2026-11,3,1,"
                                + "sees.contact 3/0; sees.invoice 0/1,0,destroyed,2026-11-22-01\r\n");
    }

    @Test
    void register_hasTheDay_whereItTellsNoBirth() throws Exception {
        RunReport report = Samples.withRegister(Rows.of(List.of(
                new RegisterRow(17, "referral", "7f3a", Disposal.DESTROY, "referral-silent", Sample.AS_OF, List.of()),
                new RegisterRow(18, "referral", "7f3b", Disposal.DESTROY, "referral-25", Sample.AS_OF, List.of()))));

        ReportWriter.write(temp.resolve("r"), report);

        assertThat(Files.readAllLines(temp.resolve("r/register.csv")).stream()
                        .skip(1)
                        .map(line -> line.split(",", -1)[5]))
                .containsExactly("2026-11-22", "2026-11");
    }

    @Test
    void exceptions_haveOutcomeAndReason() throws Exception {
        ReportWriter.write(temp.resolve("r"), Sample.report());

        List<String> lines = Files.readAllLines(temp.resolve("r/exceptions.csv"));
        assertThat(lines).first().isEqualTo("class,record,outcome,reason,run");
        assertThat(lines).last().asString().startsWith("referral,").contains(",failed,A row that refers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "@SUM(1)", "+1 (0)", "-2*(3)", "\t=1 "})
    void cell_isMadeHarmless_whenASpreadsheetWouldRunIt(String value) {
        assertThat(Csv.cell(value)).startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-9f_Zk3", "+Abc/9=", "referral-25", "", "Zürich"})
    void cell_isLeftAlone_whenItIsAReferenceOrAWord(String value) {
        assertThat(Csv.cell(value)).isEqualTo(value);
    }
}
