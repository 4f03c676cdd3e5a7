package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeriodChartTest {
    @Test
    void chart_hasAColumnForEachMonth_alsoWhereNothingWent() {
        Went went = went(Map.of("2026-01", Map.of("Referral", 12L), "2026-03", Map.of("Referral", 40L)));

        assertThat(charts("2026-01-15", "2026-04-02", went)).singleElement().satisfies(chart -> {
            assertThat(chart.title()).isEqualTo("Referral");
            assertThat(chart.total()).isEqualTo("52 records");
            assertThat(chart.full()).isEqualTo("40");
            assertThat(chart.columns())
                    .extracting(
                            PeriodChart.Drawn::name,
                            PeriodChart.Drawn::year,
                            PeriodChart.Drawn::records,
                            PeriodChart.Drawn::height)
                    .containsExactly(
                            tuple("January 2026", "2026", "12", "42.0"),
                            tuple("February 2026", "", "0", "0.0"),
                            tuple("March 2026", "", "40", "140.0"),
                            tuple("April 2026", "", "0", "0.0"));
            assertThat(chart.description())
                    .isEqualTo(
                            "A column for each month. January 2026: 12. February 2026: 0. March 2026: 40. April 2026: 0.");
        });
    }

    @Test
    void chart_hasQuartersOrYears_whenThePeriodIsLong() {
        Went went = went(Map.of("2021-02", Map.of("A", 1L), "2024-12", Map.of("A", 2L)));
        PeriodChart quarters = charts("2000-01-01", "2026-12-31", went).get(0);
        assertThat(quarters.kind()).isEqualTo("quarter");
        assertThat(quarters.columns()).hasSize(16);
        assertThat(quarters.columns().get(0).name()).isEqualTo("January 2021 to March 2021");
        assertThat(quarters.columns().get(0).records()).isEqualTo("1");
        assertThat(quarters.columns().get(15).records()).isEqualTo("2");

        Went long_ = went(Map.of("2001-02", Map.of("A", 1L), "2024-12", Map.of("A", 2L)));
        PeriodChart years = charts("2000-01-01", "2026-12-31", long_).get(0);
        assertThat(years.kind()).isEqualTo("year");
        assertThat(years.columns()).hasSize(24);
    }

    @Test
    void charts_areOfAllTogether_andOfTheSixGreatest() {
        Map<String, Long> classes = new LinkedHashMap<>();
        IntStream.range(0, 8).forEach(i -> classes.put("Class " + i, 10L + i));
        Went went = went(Map.of("2026-01", classes));

        assertThat(charts("2026-01-01", "2026-02-28", went))
                .extracting(PeriodChart::title)
                .containsExactly(
                        "All classes together", "Class 7", "Class 6", "Class 5", "Class 4", "Class 3", "Class 2");
        assertThat(PeriodChart.others(went))
                .isEqualTo("These are the 6 classes of which the most records went; 2 more are in the table above.");
    }

    @Test
    void charts_areNone_whenNothingWent_orInOneMonthAlone() {
        assertThat(charts("2026-01-01", "2026-12-31", went(Map.of()))).isEmpty();
        assertThat(charts("2026-01-01", "2026-01-31", went(Map.of("2026-01", Map.of("A", 3L)))))
                .isEmpty();
    }

    private static List<PeriodChart> charts(String since, String until, Went went) {
        return PeriodChart.of(
                new Period(LocalDate.parse(since), LocalDate.parse(until), Optional.empty(), Optional.empty()), went);
    }

    private static Went went(Map<String, Map<String, Long>> months) {
        Went went = new Went(new TreeMap<>());
        months.forEach((month, classes) -> went.months().put(YearMonth.parse(month), classes));
        return went;
    }
}
