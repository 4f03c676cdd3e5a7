package org.keepuntil.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What a person types to say that they mean it. A script gives the same with an option instead. */
final class Typed {
    private Typed() {}

    /**
     * Returns once the name was typed.
     *
     * @param name what has to be typed
     * @param yes what was given with {@code --yes} instead, if anything was
     * @param whole what that has to be: the whole digest, so that no script says yes to something else
     * @throws UserError if it was not
     */
    static void name(String name, @Nullable String yes, String whole, Console console) {
        if (yes != null) {
            if (!yes.strip().equals(whole)) {
                throw new UserError(
                        ExitCode.REFUSED,
                        "--yes takes the whole digest of what is approved, and this is not it. Nothing is approved.",
                        "For this one: --yes " + whole);
            }
            return;
        }
        console.err().print("Type " + name + " to approve it: ");
        console.err().flush();
        String typed = line(console.in());
        if (typed == null) {
            console.err().println();
            throw new UserError(
                    ExitCode.REFUSED, "Nobody typed anything, so nothing is approved.", "In a script: --yes " + whole);
        }
        if (!typed.strip().equals(name)) {
            throw new UserError(ExitCode.REFUSED, "That is not its name, so nothing is approved.");
        }
    }

    private static @Nullable String line(Reader typed) {
        try {
            return new BufferedReader(typed).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
