package org.keepuntil.app.soak;

/** What is done to a run, at a moment that nobody chose. */
enum Fault {
    KILL("the program killed (kill -9)"),
    TERMINATE("the program asked to stop (SIGTERM)"),
    CRASH("PostgreSQL stopped at once, without a word to anybody"),
    SERVER_PROCESS("a server process killed (kill -9); PostgreSQL recovers"),
    CUT("the connections ended by the server"),
    NETWORK("the connections cut on the way"),
    HALF_CUT("the connections cut on the way; the server does not notice, another run takes over"),
    STOPPED("the program stopped (SIGSTOP), another run takes over, then the first goes on"),
    SECOND_RUN("a second run started beside"),
    FULL_DISK("the server's disk full for a while");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
