package org.keepuntil.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The log as JSON, an object a line. Logback's own encoder is not used: it writes the arguments of messages and the messages of causes,
 * which may hold values of a record, and each of them would have to be turned off. Here nothing is written that is not named.
 */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private record Line(
            String time,
            String level,
            String logger,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String trace) {
        static Line of(ILoggingEvent event) {
            return new Line(
                    event.getInstant().toString(),
                    event.getLevel().toString(),
                    event.getLoggerName(),
                    event.getFormattedMessage(),
                    event.getThrowableProxy() instanceof ThrowableProxy proxy
                            ? SafeTrace.of(proxy.getThrowable())
                            : null);
        }
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return (Json.line(Line.of(event)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
