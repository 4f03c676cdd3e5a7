package org.keepuntil.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The program's log. {@code logback.xml} says what is heard on standard error; here the file is added where one is asked for. */
final class Logs {
    /** One line a message, whatever it holds, so that nothing in it can pass for a line of its own; {@code safe} is in logback.xml. */
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0} - %replace(%msg){'[\\r\\n]+', ' '}%n%safe";

    private Logs() {}

    /**
     * Sends what libraries log by other ways into the one log, and keeps Spring Boot from setting up a log of its own, which would
     * write to standard output.
     */
    static void start() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** How the file is written. */
    enum Form {
        TEXT,
        JSON;

        /** The word on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The form of that word. */
        static Optional<Form> of(String word) {
            return Stream.of(values())
                    .filter(form -> form.toString().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** Appends the log to this file from now on, until {@link #stop}. */
    static void appendTo(Path file, Form form) {
        try {
            // opened once here, because the appender would only tell its own status list that it cannot write
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context, form));
        appender.start();
        for (Logger logger : context.getLoggerList()) {
            if (logger.getName().equals(Logger.ROOT_LOGGER_NAME) || !logger.isAdditive()) {
                logger.addAppender(appender);
            }
        }
    }

    /** Closes the file. */
    static void stop() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (Logger logger : context.getLoggerList()) {
            if (logger.getAppender("file") instanceof FileAppender<ILoggingEvent> appender) {
                logger.detachAppender(appender);
                appender.stop();
            }
        }
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, Form form) {
        Encoder<ILoggingEvent> encoder = form == Form.JSON ? new JsonLineEncoder() : lines();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static PatternLayoutEncoder lines() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        return encoder;
    }
}
