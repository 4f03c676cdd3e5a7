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
                        "log_index,class,record,action,rule,date,rows_removed,links_removed,components,rows_changed,result\r\n"
                                + "17,\"care, \"\"episode\"\"\",7f3a,destroy,\"rule\nof two lines\",2026-11-22,3,1,"
                                + "sees.contact 3/0; sees.invoice 0/1,0,destroyed\r\n");
    }

    @Test
    void exceptions_haveOutcomeAndReason() throws Exception {
        ReportWriter.write(temp.resolve("r"), Sample.report());

        List<String> lines = Files.readAllLines(temp.resolve("r/exceptions.csv"));
        assertThat(lines).first().isEqualTo("class,record,outcome,reason");
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
