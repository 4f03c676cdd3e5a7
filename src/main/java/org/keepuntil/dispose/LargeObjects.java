package org.keepuntil.dispose;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keepuntil.audit.FileFate;
import org.keepuntil.dispose.bag.Sha256Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The large objects of the database, each named by its number. What is done to them is part of the caller's transaction. */
final class LargeObjects implements FileStore {
    private static final long LARGEST = 4_294_967_295L;
    private static final int CHUNK = 1 << 20;

    private final JdbcTemplate jdbc;

    LargeObjects(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Found> look(Collection<String> names) {
        Map<String, Found> found = new HashMap<>();
        Set<Long> numbers = new HashSet<>();
        for (String name : names) {
            long number = Long.parseLong(name);
            if (number < 0 || number > LARGEST) {
                found.put(name, Found.OUTSIDE);
            } else {
                numbers.add(number);
            }
        }
        Set<Long> there = new HashSet<>(there(numbers));
        numbers.forEach(n -> found.put(Long.toString(n), there.contains(n) ? Found.THERE : Found.ABSENT));
        return found;
    }

    private List<Long> there(Collection<Long> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : jdbc.queryForList(
                        "select oid::bigint from pg_catalog.pg_largeobject_metadata where oid = any(?::bigint[]::oid[])",
                        Long.class,
                        (Object) numbers.toArray(Long[]::new));
    }

    @Override
    public FileFate remove(String name) {
        long number = Long.parseLong(name);
        if (there(List.of(number)).isEmpty()) {
            return FileFate.ABSENT;
        }
        jdbc.query("select pg_catalog.lo_unlink(?::bigint::oid)", row -> {}, number);
        return FileFate.REMOVED;
    }

    @Override
    public void sync() {
        // the commit does
    }

    @Override
    public String stamp(String name) throws IOException {
        Sha256Stream digest = new Sha256Stream(OutputStream.nullOutputStream());
        copy(name, digest);
        return digest.hex();
    }

    @Override
    public void copy(String name, OutputStream to) throws IOException {
        long number = Long.parseLong(name);
        if (there(List.of(number)).isEmpty()) {
            return;
        }
        for (long at = 0; ; at += CHUNK) {
            byte[] bytes = jdbc.queryForObject(
                    "select pg_catalog.lo_get(?::bigint::oid, ?, ?)", byte[].class, number, at, CHUNK);
            if (bytes == null || bytes.length == 0) {
                return;
            }
            to.write(bytes);
        }
    }
}
