package org.keepuntil.report;

import org.keepuntil.residue.Level;

/** What the levels of destruction are called, and what each of them means, for people who know no database. */
final class LevelWords {
    private LevelWords() {}

    static String title(Level level) {
        return switch (level) {
            case L1 -> "Deleted and committed";
            case L2 -> "Out of sight of older transactions";
            case L3 -> "Gone from the files of the tables";
            case L4 -> "Gone from the write-ahead log";
            case L5 -> "Gone from the backups";
        };
    }

    static String meaning(Level level) {
        return switch (level) {
            case L1 -> "The rows were deleted or changed, and the database has confirmed it.";
            case L2 ->
                "No open or prepared transaction, and no replica that this server knows of, can still see the rows.";
            case L3 ->
                "The files of the tables, of their indexes and of what is stored apart are new, and so are the statistics. How they were"
                        + " searched is said of each table.";
            case L4 ->
                "The server’s journal of changes has no file from before. Of archives and replicas each table says what is known.";
            case L5 -> "The last backup that holds the rows has expired.";
        };
    }

    /** Its number and its title, as the middle of a sentence has them. */
    static String numbered(Level level) {
        String title = title(level);
        return level.name().substring(1) + ": " + Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }
}
