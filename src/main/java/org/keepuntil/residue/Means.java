package org.keepuntil.residue;

/** How a relation gets new files. */
enum Means {
    NONE("nothing: its files are new or empty", "none"),
    INDEXES("REINDEX CONCURRENTLY of what is left", "reads and writes go on"),
    REPACK("REPACK (CONCURRENTLY)", "reads and writes go on, but for a moment at the end"),
    FULL("VACUUM FULL", "nobody reads or writes it meanwhile"),
    OWN("CLUSTER, by a function of Keepuntil's", "no run at the same time");

    private final String words;
    private final String lock;

    Means(String words, String lock) {
        this.words = words;
        this.lock = lock;
    }

    String words() {
        return words;
    }

    /** What it keeps others from. */
    String lock() {
        return lock;
    }
}
