package org.keepuntil.job;

/** What Batch is told of a failure, and writes into its tables: which step, and what kind, without a word of any message. */
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailedException(String step, Class<?> kind) {
        super("step " + step + " failed with " + kind.getSimpleName(), null, false, false);
    }
}
