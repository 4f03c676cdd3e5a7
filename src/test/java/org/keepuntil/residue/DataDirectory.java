package org.keepuntil.residue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The files of a server, searched byte by byte for a text: as it is, and as pglz writes it, which puts a byte before each eight (LZ4 writes what is
 * new as it is).
 */
final class DataDirectory {
    private static final int SOUGHT = 16;

    /** Before it what is in an unlogged table reaches the disk when its memory is wanted for something else. */
    private static final int FLUSH_SINCE = 190_000;

    private final JdbcTemplate superuser;
    private final Path root;

    private DataDirectory(JdbcTemplate superuser, Path root) {
        this.superuser = superuser;
        this.root = root;
    }

    static DataDirectory of(TestDatabase database) {
        JdbcTemplate superuser = new JdbcTemplate(database.dataSource());
        return new DataDirectory(
                superuser, Path.of(String.valueOf(superuser.queryForObject("show data_directory", String.class))));
    }

    /** Whether the server runs on this machine. */
    boolean isHere() {
        return Files.isDirectory(root.resolve("base"));
    }

    /** The names of the tables and indexes in whose files the text is, and {@code pg_wal} or the path for others. */
    Set<String> find(String text) {
        superuser.execute(Relations.version(superuser) < FLUSH_SINCE ? "checkpoint" : "checkpoint (flush_unlogged)");
        List<byte[]> forms = forms(text);
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (holds(file, forms)) {
                    found.add(name(root.relativize(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean holds(Path file, List<byte[]> forms) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return false;
        }
        boolean[] first = new boolean[256];
        forms.forEach(form -> first[form[0] & 0xff] = true);
        for (int at = 0; at < bytes.length; at++) {
            if (first[bytes[at] & 0xff]) {
                for (byte[] form : forms) {
                    if (startsWith(bytes, at, form)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] form) {
        if (at + form.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < form.length; i++) {
            if (bytes[at + i] != form[i]) {
                return false;
            }
        }
        return true;
    }

    /** The beginning of it as it is, and with a control byte of eight literals at each place that there may be one. */
    private static List<byte[]> forms(String text) {
        byte[] sought = text.substring(0, SOUGHT).getBytes(StandardCharsets.US_ASCII);
        // a radix tree keeps its beginning apart
        byte[] middle = text.substring(8, 8 + SOUGHT).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> forms = new ArrayList<>(List.of(sought, middle));
        for (int before = 1; before <= 8; before++) {
            byte[] form = new byte[SOUGHT + (before < 8 ? 2 : 1)];
            int to = 0;
            for (int i = 0; i < SOUGHT; i++) {
                if (i >= before && (i - before) % 8 == 0) {
                    form[to++] = 0;
                }
                form[to++] = sought[i];
            }
            forms.add(form);
        }
        return forms;
    }

    private String name(Path file) {
        if (file.startsWith("pg_wal")) {
            return "pg_wal";
        }
        List<String> relations =
                superuser.queryForList("""
                        select case when n.nspname = 'pg_toast' and c.relkind = 't' then 'toast of ' || (
                                select oid::regclass::text from pg_class where reltoastrelid = c.oid)
                            else c.oid::regclass::text end
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where pg_relation_filepath(c.oid) = ?""", String.class, file.toString().replaceFirst("[._][a-z0-9]+$", ""));
        return relations.isEmpty() ? file.toString() : relations.get(0);
    }
}
