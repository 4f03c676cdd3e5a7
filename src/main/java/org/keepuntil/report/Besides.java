package org.keepuntil.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.audit.FileFate;

/**
 * What a run did beside the rows of records.
 *
 * @param files of records that went, and large objects, by what became of them in this run
 * @param packages written by the run, or by whose acceptance records went in it
 * @param partitions that the run dropped whole, because every row of them was to go
 * @param views materialized views over tables that it touched
 */
public record Besides(Map<FileFate, Long> files, List<Parcel> packages, List<Partition> partitions, List<View> views) {
    /** Nothing. */
    public static final Besides NONE = new Besides(Map.of(), List.of(), List.of(), List.of());

    public Besides {
        files = Map.copyOf(files);
        packages = List.copyOf(packages);
        partitions = List.copyOf(partitions);
        views = List.copyOf(views);
    }

    /**
     * A package for transfer.
     *
     * @param written whether this run wrote it
     * @param went how many of its records went, or were noted as copied, in this run
     */
    public record Parcel(
            long id,
            String recordClass,
            boolean copy,
            boolean written,
            long records,
            long went,
            String state,
            String sha256,
            Optional<Acceptance> acceptance) {}

    /** Who took a package over, when, and under which number. */
    public record Acceptance(String by, LocalDate on, String accession) {}

    /**
     * A partition of a table that was dropped, with its files, instead of being emptied row by row.
     *
     * @param rows records that went with it
     */
    public record Partition(String name, String table, long rows) {}

    /** Files that are gone, whether the run removed them or found none. */
    long filesGone() {
        return files.getOrDefault(FileFate.REMOVED, 0L) + files.getOrDefault(FileFate.ABSENT, 0L);
    }

    /** A materialized view; one that was not refreshed may hold copies of what went. */
    public record View(String name, boolean refreshed) {}
}
