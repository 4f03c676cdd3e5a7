package org.keepuntil.dispose;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.audit.FileFate;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Workload;

/** Removes the files of records that are gone: what this run has left to remove, and what earlier ones could not. */
public interface FileRemoval {
    /** As the operator. */
    static FileRemoval of(DataSource database, Workload workload) {
        return new JdbcFileRemoval(database, workload);
    }

    /** Works through all that is written down, until it is told to stop. */
    Removed remove(Run run, BooleanSupplier stop);

    /**
     * What became of them.
     *
     * @param files how many, by what became of them
     */
    record Removed(Map<FileFate, Long> files) {
        /** Nothing was to be removed. */
        public static final Removed NONE = new Removed(Map.of());

        public Removed {
            files = Map.copyOf(files);
        }

        /** Both together. */
        public Removed and(Removed later) {
            Map<FileFate, Long> both = new EnumMap<>(FileFate.class);
            files.forEach((fate, n) -> {
                // what was left has been tried again
                if (fate.isFinal()) {
                    both.put(fate, n);
                }
            });
            later.files.forEach((fate, n) -> both.merge(fate, n, Long::sum));
            return new Removed(both);
        }

        /** How many are still there, and ought not to be. */
        public long left() {
            return files.entrySet().stream()
                    .filter(each -> !each.getKey().isFinal())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }
}
