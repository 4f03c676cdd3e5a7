package org.keepuntil.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the help text of a verb says besides picocli's own parts. Every verb class bears it, next to {@code @Command}; a verb without
 * it is not accepted.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface VerbHelp {
    VerbGroup group();

    /** Lines of a shell, each to be copied and run; a line that begins with {@code #} says what the next one does. */
    String[] examples();

    /** How the verb can end, besides the codes that every verb has: done, internal error, usage. */
    ExitCode[] exits() default {};
}
