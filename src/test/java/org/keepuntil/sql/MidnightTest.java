package org.keepuntil.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.decide.DateReading;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** A column of timestamps compared with a bound gives the same as the civil day of each, however clocks were changed. */
class MidnightTest {
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "America/St_Johns, 2006-10-29", // back at 00:01, so the day before came back for 59 minutes
        "America/Havana, 2020-11-01", // back at 01:00 to midnight
        "America/Sao_Paulo, 2018-02-18", // back at midnight
        "America/Sao_Paulo, 2017-10-15", // no midnight
        "Pacific/Apia, 2011-12-30", // no such day
        "Europe/London, 2026-10-25",
    })
    void onOrBefore_andOnOrAfter_areThoseOfTheCivilDay(ZoneId zone, LocalDate change) {
        Instant from = change.minusDays(1).atStartOfDay(zone).toInstant();
        List<Instant> instants = new ArrayList<>();
        for (int halfHours = 0; halfHours < 3 * 48; halfHours++) {
            for (int off = -1; off <= 1; off++) {
                instants.add(from.plusSeconds(halfHours * 1800L + off));
            }
        }
        try (TestDatabase database = TestDatabase.create()) {
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            for (int bound = -1; bound <= 2; bound++) {
                LocalDate day = change.plusDays(bound);
                List<String> expected = instants.stream()
                        .map(i -> LocalDate.ofInstant(i, zone))
                        .map(civil -> !civil.isAfter(day) + " " + !civil.isBefore(day))
                        .toList();
                for (DateReading.Kind kind :
                        List.of(DateReading.Kind.TIMESTAMP_WITH_ZONE, DateReading.Kind.TIMESTAMP_STORED_UTC)) {
                    Sql query = compared(day, zone, kind, instants);
                    assertThat(jdbc.queryForList(
                                    query.text(), String.class, query.values().toArray()))
                            .as("%s as %s", day, kind)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static Sql compared(LocalDate day, ZoneId zone, DateReading.Kind kind, List<Instant> instants) {
        DateColumn column = DateColumn.bare("t.v", new DateReading(kind, zone, false, false, Set.of()));
        List<Sql> rows = new ArrayList<>();
        for (Instant instant : instants) {
            boolean zoned = kind == DateReading.Kind.TIMESTAMP_WITH_ZONE;
            Object value = zoned ? instant.atOffset(ZoneOffset.UTC) : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            rows.add(Sql.concat(
                    "select ", Sql.of(rows.size() + ", ?::" + (zoned ? "timestamptz" : "timestamp"), value)));
        }
        Sql values = rows.get(0);
        for (Sql row : rows.subList(1, rows.size())) {
            values = Sql.concat(values, " union all ", row);
        }
        return Sql.concat(
                "select (",
                column.onOrBefore(day),
                ")::text || ' ' || (",
                column.onOrAfter(day),
                ")::text from (",
                values,
                ") t (n, v) order by n");
    }
}
