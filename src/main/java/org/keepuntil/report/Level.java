package org.keepuntil.report;

/** How far a destruction has got. Each level takes in those above it. */
public enum Level {
    L1("Deleted and committed", "The rows were deleted, and the database has confirmed it."),
    L2(
            "Out of sight of older transactions",
            "No transaction, replica or prepared transaction that began earlier can still see the rows."),
    L3(
            "Gone from the files of the tables",
            "Table files, indexes and statistics were rewritten and searched, and hold nothing of the rows."),
    L4(
            "Gone from the write-ahead log",
            "The database’s own journal of changes no longer holds the rows, here and on its replicas."),
    L5("Gone from the backups", "The last backup that holds the rows has expired.");

    private final String title;
    private final String meaning;

    Level(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    String title() {
        return title;
    }

    String meaning() {
        return meaning;
    }
}
