package org.keepuntil.report;

/** How far a destruction has got. Each level takes in those above it. */
enum Level {
    L1("Deleted and committed", "The rows were deleted, and the database has confirmed it.", true),
    L2(
            "Out of sight of older transactions",
            "No transaction, replica or prepared transaction that began earlier can still see the rows.",
            false),
    L3(
            "Gone from the files of the tables",
            "Table files, indexes and statistics were rewritten and searched, and hold nothing of the rows.",
            false),
    L4(
            "Gone from the write-ahead log",
            "The database’s own journal of changes no longer holds the rows, here and on its replicas.",
            false),
    L5("Gone from the backups", "The last backup that holds the rows has been deleted.", false);

    private final String title;
    private final String meaning;
    private final boolean measured;

    Level(String title, String meaning, boolean measured) {
        this.title = title;
        this.meaning = meaning;
        this.measured = measured;
    }

    String title() {
        return title;
    }

    String meaning() {
        return meaning;
    }

    /** Whether this version of the program can tell. */
    boolean measured() {
        return measured;
    }
}
