package org.keepuntil.cli;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;

/** Writes a logged exception as {@link SafeTrace} does. Logback makes it, by its name in {@code logback.xml}. */
public final class SafeThrowableConverter extends ThrowableHandlingConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return event.getThrowableProxy() instanceof ThrowableProxy proxy ? SafeTrace.of(proxy.getThrowable()) : "";
    }
}
