package org.keepuntil.app.demo;

import java.io.IOException;
import java.nio.file.Path;

/** A program with a demonstration in it, for tests to kill: prints the server's port and ends when its input does. */
final class DemoServerProgram {
    private DemoServerProgram() {}

    public static void main(String[] args) throws IOException {
        try {
            System.out.println(DemoServer.start(Path.of(args[0])).port());
        } catch (DemoServerException e) {
            System.out.println(e.getMessage());
        }
        System.out.flush();
        while (System.in.read() >= 0) {
            // wait for the end
        }
        System.exit(0);
    }
}
