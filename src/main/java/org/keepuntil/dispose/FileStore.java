package org.keepuntil.dispose;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.keepuntil.audit.FileFate;
import org.keepuntil.binding.Layout;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where the files lie that a column names. No message of an exception from here has a path in it: it may name a person. */
interface FileStore {
    /** What a name leads to. */
    enum Found {
        THERE,
        ABSENT,
        /** Out of the store, or to what is no file. */
        OUTSIDE,
        /** The store can't be reached, or not be read. */
        UNREACHABLE
    }

    /** The store that a column's values name files of. */
    static FileStore of(Layout.FileColumn column, JdbcTemplate jdbc) {
        return column.directory()
                .<FileStore>map(directory -> new DirectoryStore(Path.of(directory)))
                .orElseGet(() -> new LargeObjects(jdbc));
    }

    /** Looks for each of the names. */
    Map<String, Found> look(Collection<String> names);

    /** Removes a file; where the store is the database, in the caller's transaction. */
    FileFate remove(String name);

    /** Makes sure that what was removed stays so if the power fails. */
    void sync();

    /** Something that changes when the contents do; empty where there is none. */
    String stamp(String name) throws IOException;

    /** Writes the contents to a stream. */
    void copy(String name, OutputStream to) throws IOException;
}
