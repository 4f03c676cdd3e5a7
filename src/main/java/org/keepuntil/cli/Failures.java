package org.keepuntil.cli;

import com.zaxxer.hikari.pool.HikariPool;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The one mapping from anything thrown to an exit code and a text that is safe to print. Exceptions of other packages are made
 * known with {@link #with}, so that those packages need not know this one.
 */
public final class Failures {
    private final Map<Class<?>, Function<Throwable, Failure>> known;

    /** Knows this package's errors, picocli's, the database's and those of files. */
    public Failures() {
        this(Map.of());
    }

    private Failures(Map<Class<?>, Function<Throwable, Failure>> known) {
        this.known = known;
    }

    /** The same, and exceptions of {@code type} (its subclasses too) are told as {@code failure} says. */
    public <E extends Throwable> Failures with(Class<E> type, Function<E, Failure> failure) {
        Map<Class<?>, Function<Throwable, Failure>> more = new LinkedHashMap<>(known);
        more.put(type, thrown -> failure.apply(type.cast(thrown)));
        return new Failures(more);
    }

    /** What to tell of {@code thrown}: the outermost exception in its chain of causes that is known decides. */
    public Failure of(Throwable thrown) {
        List<Throwable> chain = chainOf(thrown);
        boolean connecting = chain.stream().anyMatch(HikariPool.PoolInitializationException.class::isInstance);
        for (Throwable at : chain) {
            Failure failure = tell(at, connecting);
            if (failure != null) {
                return failure;
            }
        }
        return Failure.of(
                ExitCode.INTERNAL,
                "An error in Keepuntil itself (" + thrown.getClass().getSimpleName() + ").",
                "Run the command again with --debug for the details, and report them.");
    }

    /** The chain of causes from the outside in; a chain that bites its tail ends there. */
    static List<Throwable> chainOf(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = thrown; at != null && !chain.contains(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }

    private @Nullable Failure tell(Throwable thrown, boolean connecting) {
        for (Map.Entry<Class<?>, Function<Throwable, Failure>> entry : known.entrySet()) {
            if (entry.getKey().isInstance(thrown)) {
                return entry.getValue().apply(thrown);
            }
        }
        if (thrown instanceof UserError error) {
            return error.failure();
        }
        if (thrown instanceof CommandLine.ParameterException error) {
            return usage(error);
        }
        if (thrown instanceof SQLException error) {
            return SqlFailure.of(innermost(error), connecting);
        }
        if (thrown instanceof UncheckedIOException error && error.getCause() instanceof FileSystemException cause) {
            return file(cause);
        }
        return thrown instanceof FileSystemException error ? file(error) : null;
    }

    /** A pool's exception wraps the driver's; the driver's says more exactly what happened. */
    private static SQLException innermost(SQLException outer) {
        SQLException found = outer;
        for (Throwable at : chainOf(outer)) {
            if (at instanceof SQLException inner && inner.getSQLState() != null) {
                found = inner;
            }
        }
        return found;
    }

    private static Failure usage(CommandLine.ParameterException error) {
        for (Throwable at : chainOf(error)) {
            if (at instanceof UserError cause) {
                return cause.failure();
            }
        }
        String message = error instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : String.valueOf(error.getMessage());
        String sentence = message.endsWith(".") || message.endsWith("?") ? message : message + ".";
        String command = error.getCommandLine().getCommandSpec().qualifiedName();
        return Failure.of(ExitCode.USAGE, Passwords.hide(sentence), "Try `" + command + " --help`.");
    }

    private static String unmatched(CommandLine.UnmatchedArgumentException error) {
        String first = error.getUnmatched().get(0);
        List<String> nearest = error.getSuggestions();
        String what = error.getCommandLine().getSubcommands().isEmpty()
                ? "The argument '" + first + "' is one too many."
                : "There is no command '" + first + "'.";
        String said = error.isUnknownOption() ? "There is no option '" + first + "'." : what;
        return nearest.isEmpty() ? said : said + " Did you mean " + String.join(" or ", nearest) + "?";
    }

    private static Failure file(FileSystemException error) {
        String file = String.valueOf(error.getFile());
        if (error instanceof NoSuchFileException) {
            return Failure.of(ExitCode.USAGE, "There is no file or directory " + file + ".");
        }
        if (error instanceof AccessDeniedException) {
            return Failure.of(ExitCode.USAGE, "No permission to read or write " + file + ".");
        }
        if (error instanceof NotDirectoryException) {
            return Failure.of(ExitCode.USAGE, file + " is not a directory.");
        }
        String reason = error.getReason();
        return Failure.of(
                ExitCode.USAGE, "Cannot read or write " + file + (reason == null ? "." : ": " + reason + "."));
    }
}
