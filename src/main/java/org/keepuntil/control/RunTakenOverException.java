package org.keepuntil.control;

/** The run is not this runner's any more: another one has taken it over or closed it. */
public final class RunTakenOverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunTakenOverException(long run) {
        super("Run " + run
                + " was taken over or closed by another process. This one stops; nothing of it is half done");
    }
}
