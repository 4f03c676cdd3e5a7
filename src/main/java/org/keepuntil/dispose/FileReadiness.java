package org.keepuntil.dispose;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.binding.Layout;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;

/** Whether the directories and large objects of a binding can be worked on; looked at before a run begins. */
public final class FileReadiness {
    private static final String NO_PRIVILEGE = "42501";

    private FileReadiness() {}

    /** A sentence for each thing that is missing, with what to do; nothing personal in it. */
    public static List<String> missing(Workload workload, Connection connection, String operator) throws SQLException {
        Set<String> missing = new LinkedHashSet<>();
        for (Layout.FileColumn column : workload.files()) {
            if (column.directory().isPresent()) {
                directory(column.directory().get(), "the files of " + column + " are")
                        .ifPresent(missing::add);
            } else {
                missing.addAll(owners(column, connection, operator));
            }
        }
        for (Workload.Bound bound : workload.schedules()) {
            bound.binding()
                    .transferTo()
                    .flatMap(to -> directory(to, "packages for transfer are written"))
                    .ifPresent(missing::add);
        }
        return new ArrayList<>(missing);
    }

    private static Optional<String> directory(String name, String what) {
        Path directory = Path.of(name);
        if (!Files.isDirectory(directory)) {
            return Optional.of("There is no directory " + name + ", where " + what
                    + ". Make it, mount it, or correct the binding.");
        }
        if (!Files.isWritable(directory)) {
            return Optional.of("The directory " + name + ", where " + what
                    + ", is not writable. Let the account that runs Keepuntil write there.");
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            return stream instanceof SecureDirectoryStream<Path>
                    ? Optional.empty()
                    : Optional.of("In " + name + " this system opens no file without following links. Run on Linux.");
        } catch (IOException e) {
            return Optional.of("The directory " + name + ", where " + what + ", can't be read.");
        }
    }

    /** Only its owner, or whoever has the owner's rights, may remove a large object. */
    private static List<String> owners(Layout.FileColumn column, Connection connection, String operator)
            throws SQLException {
        List<String> missing = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                """
                select distinct a.rolname from pg_catalog.pg_largeobject_metadata m
                join pg_catalog.pg_roles a on a.oid = m.lomowner
                where not pg_has_role(?, m.lomowner, 'USAGE') and current_setting('lo_compat_privileges') = 'off'
                  and m.oid in (select x.%s::bigint::oid from %s x where x.%1$s::bigint between 0 and 4294967295)""".formatted(Identifier.quote(column.column().name()), Identifier.of(column.table())))) {
            query.setString(1, operator);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    missing.add("Large objects of " + column + " belong to " + rows.getString(1)
                            + ", and only their owner can remove them. Have the DBA run: grant "
                            + Identifier.quote(rows.getString(1)) + " to " + Identifier.quote(operator) + ";");
                }
            }
        } catch (SQLException e) {
            // who may not read the table is told so elsewhere
            if (!NO_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
        }
        return missing;
    }
}
