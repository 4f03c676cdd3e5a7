package org.keepuntil.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where it was measured: without it figures say nothing. */
record Surroundings(
        int processors, String processor, long memoryMegabytes, String java, String heap, Map<String, String> server) {
    static Surroundings of(Server server, String heap) {
        return new Surroundings(
                Runtime.getRuntime().availableProcessors(),
                field("/proc/cpuinfo", "model name").replaceFirst("^.*:\\s*", ""),
                Long.parseLong("0" + field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) >> 10,
                Runtime.version().toString(),
                heap,
                server.settings());
    }

    private static String field(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .orElse("");
        } catch (IOException notLinux) {
            return "";
        }
    }

    String text() {
        return processors + " processors (" + processor + "), " + memoryMegabytes + " MB, Java " + java
                + " with a heap of " + heap + "; PostgreSQL with "
                + String.join(
                        ", ",
                        server.entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue())
                                .toList());
    }
}
