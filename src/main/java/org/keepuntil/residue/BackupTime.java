package org.keepuntil.residue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** From when on no backup has what a run removed: as long after the WAL was rid of it as the binding says that backups live. */
final class BackupTime {
    private static final String KEPT = """
            select s ->> 'backupsKept' from keepuntil.run r cross join lateral jsonb_array_elements(r.report -> 'schedules') s
            where r.id = ?""";

    private final JdbcTemplate jdbc;

    BackupTime(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The day; empty where a binding of the run does not say how long backups are kept. */
    Optional<LocalDate> until(long run, Instant gone) {
        List<String> kept = jdbc.queryForList(KEPT, String.class, run);
        if (kept.isEmpty() || kept.stream().anyMatch(Objects::isNull)) {
            return Optional.empty();
        }
        // a backup that was begun just before is a day longer there, whatever the time zone
        LocalDate last = gone.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
        return kept.stream().map(text -> last.plus(period(text))).max(LocalDate::compareTo);
    }

    /** As the binding writes it: 35 days. */
    static Period period(String text) {
        String[] words = text.split(" ", -1);
        int n = Integer.parseInt(words[0]);
        return switch (words[1].charAt(0)) {
            case 'd' -> Period.ofDays(n);
            case 'w' -> Period.ofWeeks(n);
            case 'm' -> Period.ofMonths(n);
            default -> Period.ofYears(n);
        };
    }
}
