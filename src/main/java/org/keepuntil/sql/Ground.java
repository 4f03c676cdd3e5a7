package org.keepuntil.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.keepuntil.schedule.Schedule;

/** On what a notice or a decision rests: it is void when this changes. */
final class Ground {
    private Ground() {}

    /**
     * A text that stays the same as long as neither the schedule nor an operand of the record changes.
     *
     * @param recorded what was recorded of the record that is like a fact, to be put after the others
     */
    static Sql of(Schedule schedule, FactsReader facts, Sql recorded) {
        return Sql.concat("md5(", Sql.of("?", digest(schedule)), " || ", facts.ground(), recorded, ")");
    }

    private static String digest(Schedule schedule) {
        try {
            byte[] text = schedule.text().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
