package org.keepuntil.audit;

import java.util.List;

/**
 * What became of files that rows of a record named, or of its large objects.
 *
 * @param run the run that saw to it, perhaps later than the one that disposed of the record
 * @param reference the record's keyed token
 * @param table the table whose rows named them
 * @param files how many
 */
public record FileGone(long run, String recordClass, String reference, String table, FileFate fate, long files)
        implements Entry, OfRecord, OfRun {
    public static final String KIND = "file";

    static FileGone of(Fields fields) {
        return new FileGone(
                fields.number(),
                fields.text(),
                fields.text(),
                fields.text(),
                Fields.parsed(FileFate::ofWord, fields.next()),
                fields.number());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(
                Long.toString(run),
                Escapes.text(recordClass),
                Escapes.text(reference),
                Escapes.text(table),
                fate.word(),
                Long.toString(files));
    }
}
