package org.keepuntil.cli;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.NewHold;
import org.keepuntil.hold.Scope;
import picocli.CommandLine.Option;

/** What is said of a hold beside what it covers; with a file, of the holds of which the file says nothing else. */
final class HoldTerms {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = HoldKindConverter.class,
            description =
                    "Why, in a word: litigation, subject-access, foi, inquiry, restriction, complaint, police, audit,"
                            + " contested-age or other.")
    private @Nullable HoldKind kind;

    @Option(
            names = "--authority",
            paramLabel = "WHO",
            description = "Who decided it: an office rather than a person, for it is shown and logged.")
    private @Nullable String authority;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in a sentence. Only its digest is logged.")
    private @Nullable String reason;

    @Option(names = "--reference", paramLabel = "REF", description = "Where the decision is filed.")
    private @Nullable String reference;

    @Option(
            names = "--review-on",
            paramLabel = "DATE",
            converter = AsOfOption.Converter.class,
            description = "When somebody should look at the hold again. It never lapses by itself.")
    private @Nullable LocalDate reviewOn;

    @Option(
            names = "--owner",
            paramLabel = "WHO",
            description = "Who looks after the hold: an office rather than a person.")
    private @Nullable String owner;

    /** The same as texts, as they stand in a file. */
    record Said(
            Optional<HoldKind> kind,
            Optional<String> authority,
            Optional<String> reason,
            Optional<String> reference,
            Optional<LocalDate> reviewOn,
            Optional<String> owner) {
        /** What is said here, and where nothing is, what is said there. */
        Said or(Said other) {
            return new Said(
                    kind.or(other::kind),
                    authority.or(other::authority),
                    reason.or(other::reason),
                    reference.or(other::reference),
                    reviewOn.or(other::reviewOn),
                    owner.or(other::owner));
        }

        /** What is still to be said; empty where all is there that a hold takes. */
        Optional<String> missing() {
            return kind.isEmpty()
                    ? Optional.of("kind")
                    : authority.isEmpty()
                            ? Optional.of("authority")
                            : reason.isEmpty() ? Optional.of("reason") : Optional.empty();
        }

        NewHold hold(Scope scope) {
            return new NewHold(
                    scope,
                    kind.orElseThrow(),
                    authority.orElseThrow(),
                    reference,
                    reason.orElseThrow(),
                    reviewOn,
                    owner);
        }
    }

    Said said() {
        return new Said(
                Optional.ofNullable(kind),
                text(authority),
                text(reason),
                text(reference),
                Optional.ofNullable(reviewOn),
                text(owner));
    }

    /** A text; one without anything in it says nothing. */
    static Optional<String> text(@Nullable String given) {
        return Optional.ofNullable(given).map(String::strip).filter(text -> !text.isEmpty());
    }
}
