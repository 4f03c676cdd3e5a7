package org.keepuntil.dispose;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A package of records that was written for somebody else.
 *
 * @param name of its directory
 * @param directory where that is
 * @param copy whether the records stay
 * @param digest SHA-256 of its tag manifest, which stands for all of it
 * @param left how many of its records are still bound to it: neither gone, nor changed since
 * @param decision what was decided of it
 */
public record TransferPackage(
        long id,
        long run,
        String recordClass,
        String name,
        String directory,
        boolean copy,
        State state,
        String digest,
        long records,
        long rows,
        long files,
        long left,
        Optional<Decision> decision) {
    /** What a package can be. The words are those of the control schema. */
    public enum State {
        WRITING("being written"),
        WRITTEN("written, and not yet under its name"),
        WAITING("waits for acceptance"),
        COPIED("a copy; the records stay"),
        LOST("not there any more; its records are packed anew"),
        ACCEPTED("accepted"),
        REFUSED("refused; its records are packed anew");

        private final String meaning;

        State(String meaning) {
            this.meaning = meaning;
        }

        /** A few words for a person. */
        public String meaning() {
            return meaning;
        }
    }

    /**
     * What was decided of a package.
     *
     * @param by who took it over, or refused it
     * @param accession the number under which it was taken over
     * @param login the account that wrote it down
     * @param entry where the log has it
     */
    public record Decision(
            String by, Optional<String> accession, LocalDate on, String reason, String login, long entry) {}

    /** Where it lies. */
    public Path path() {
        return Path.of(directory, name);
    }
}
