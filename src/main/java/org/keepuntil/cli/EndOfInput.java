package org.keepuntil.cli;

import java.io.IOException;
import java.io.Reader;

/** Asks for a stop when there is nothing more to read: whoever had the other end is gone. */
final class EndOfInput {
    private EndOfInput() {}

    static void ask(StopSign stop, Reader input) {
        Thread thread = new Thread(() -> wait(stop, input), "end of input");
        thread.setDaemon(true);
        thread.start();
    }

    private static void wait(StopSign stop, Reader input) {
        try {
            while (input.read() >= 0) {
                // whatever is written to a run says nothing to it
            }
        } catch (IOException e) {
            // a pipe that breaks has ended
        }
        stop.ask();
    }
}
