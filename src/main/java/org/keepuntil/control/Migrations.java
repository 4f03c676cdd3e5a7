package org.keepuntil.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.keepuntil.sql.Identifier;

/** The scripts that make the control schema, in their order. */
final class Migrations {
    static final String LOCATION = "org/keepuntil/control/migrations";

    private static final int FIRST_WITH_SUMS = 16;

    /** Named one by one, because the script for a DBA must not depend on how a jar can be listed. */
    private static final List<Migration> ALL = List.of(
            new Migration(1, "runs_and_plans"),
            new Migration(2, "audit_log"),
            new Migration(3, "holds"),
            new Migration(4, "job_repository"),
            new Migration(5, "docket"),
            new Migration(6, "what_a_run_writes"),
            new Migration(7, "acts"),
            new Migration(8, "links"),
            new Migration(9, "files_and_transfer"),
            new Migration(10, "coverage"),
            new Migration(11, "approvals"),
            new Migration(12, "holds_by_person_and_condition"),
            new Migration(13, "requests"),
            new Migration(14, "reviews"),
            new Migration(15, "sealed_log"),
            new Migration(16, "control_sums"),
            new Migration(17, "residue"),
            new Migration(18, "found_and_returned"),
            new Migration(22, "workers"));

    private Migrations() {}

    /** The version that this program works with. */
    static int current() {
        return ALL.stream().mapToInt(Migration::version).max().orElseThrow();
    }

    /** Whether a schema keeps sums of its tables, which an upgrade has to carry on. */
    static boolean sums(ControlSchema.State state) {
        return state instanceof ControlSchema.Ready
                || (state instanceof ControlSchema.Older older && older.version() >= FIRST_WITH_SUMS);
    }

    /** What is missing in a schema of that version; all of them for 0. */
    static List<Migration> after(int version) {
        return ALL.stream()
                .filter(m -> m.version() > version)
                .sorted(Comparator.comparingInt(Migration::version))
                .toList();
    }

    /** What the scripts write for {@code ${…}}: the roles' quoted names. */
    static Map<String, String> placeholders(Roles roles) {
        return Map.of(
                "operator", Identifier.quote(roles.operator()),
                "approver", Identifier.quote(roles.approver()),
                "auditor", Identifier.quote(roles.auditor()),
                "maintainer", Identifier.quote(roles.maintainer()));
    }

    /** One script. */
    record Migration(int version, String name) {
        String fileName() {
            return "V" + version + "__" + name + ".sql";
        }

        String description() {
            return name.replace('_', ' ');
        }

        String sql(Roles roles) {
            String sql = text();
            for (Map.Entry<String, String> placeholder : placeholders(roles).entrySet()) {
                sql = sql.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
            }
            return sql;
        }

        /** Flyway's checksum: CRC-32 of the lines without their ends. With it, a schema made by a DBA's hand is one that Flyway knows. */
        int checksum() {
            CRC32 crc = new CRC32();
            text().lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
            return (int) crc.getValue();
        }

        private String text() {
            String path = "/" + LOCATION + "/" + fileName();
            try (InputStream in = Migrations.class.getResourceAsStream(path)) {
                if (in == null) {
                    throw new IllegalStateException("missing in the program: " + path);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
