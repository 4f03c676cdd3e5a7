package org.keepuntil.control;

import java.util.List;
import java.util.stream.Collectors;

/** A run can't be taken over, because a transaction of the runner that had it neither ends nor can be ended. */
public final class RunBlockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String ending;

    RunBlockedException(long run, List<Integer> processes) {
        super("Run " + run
                + " cannot be taken over: a transaction of the runner that had it is still open in the database");
        this.ending = processes.stream()
                .map(pid -> "select pg_terminate_backend(" + pid + ");")
                .collect(Collectors.joining(" "));
    }

    /** What a DBA runs to end it; empty where it is not known which session it is. */
    public String ending() {
        return ending;
    }
}
