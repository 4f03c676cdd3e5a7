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
            case L1 -> "The rows were deleted, and the database has confirmed it.";
            case L2 -> "No transaction, replica or prepared transaction that began earlier can still see the rows.";
            case L3 -> "Table files, indexes and statistics were rewritten and searched, and hold nothing of the rows.";
            case L4 -> "The database’s own journal of changes no longer holds the rows, here and on its replicas.";
            case L5 -> "The last backup that holds the rows has expired.";
        };
    }

    /** Its number and its title, as the middle of a sentence has them. */
    static String numbered(Level level) {
        String title = title(level);
        return level.name().substring(1) + ": " + Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }
}
