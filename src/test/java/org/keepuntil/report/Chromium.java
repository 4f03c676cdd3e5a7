package org.keepuntil.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Chromium with one page, told what to do by its own protocol: nothing but the browser has to be installed. */
final class Chromium implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final String session;
    private int last;

    /** The browser that CHROMIUM names, or one that is installed. */
    static Optional<Path> installed() {
        String named = System.getenv("CHROMIUM");
        Stream<Path> found = named != null
                ? Stream.of(Path.of(named))
                : Stream.of("chromium", "chromium-browser", "google-chrome")
                        .flatMap(name -> Stream.of(
                                        System.getenv().getOrDefault("PATH", "").split(":"))
                                .map(directory -> Path.of(directory, name)));
        return found.filter(Files::isExecutable).findFirst();
    }

    Chromium(Path browser) throws Exception {
        profile = Files.createTempDirectory("chromium-");
        process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        List<String> port = port(profile.resolve("DevToolsActivePort"));
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port.get(0) + port.get(1)), new Answers())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        String target = tell("Target.createTarget", Map.of("url", "about:blank"), "")
                .path("targetId")
                .asString();
        session = tell("Target.attachToTarget", Map.of("targetId", target, "flatten", true), "")
                .path("sessionId")
                .asString();
        tell("Page.setBypassCSP", Map.of("enabled", true));
    }

    private List<String> port(Path file) throws Exception {
        for (long waited = 0; waited < PATIENCE_SECONDS * 20 && process.isAlive(); waited++) {
            if (Files.exists(file) && Files.readAllLines(file).size() == 2) {
                return Files.readAllLines(file);
            }
            Thread.sleep(50);
        }
        throw new IOException("Chromium did not start");
    }

    /** What the browser answers comes in pieces, each with the number of what it was asked. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
            text.append(data);
            if (whole) {
                JsonNode message = JsonMapper.shared().readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> waiting =
                        asked.remove(message.path("id").asInt(-1));
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    JsonNode tell(String method, Map<String, ?> with) throws Exception {
        return tell(method, with, session);
    }

    private JsonNode tell(String method, Map<String, ?> with, String to) throws Exception {
        last++;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(last, answer);
        var message = JsonMapper.shared().createObjectNode().put("id", last).put("method", method);
        message.set("params", JsonMapper.shared().valueToTree(with));
        if (!to.isEmpty()) {
            message.put("sessionId", to);
        }
        socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        JsonNode answered = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answered.has("error")) {
            throw new IOException(method + ": " + answered.path("error"));
        }
        return answered.path("result");
    }

    void open(Path page) throws Exception {
        tell("Page.navigate", Map.of("url", page.toUri().toString()));
        String name = page.getFileName().toString();
        for (int waited = 0; waited < PATIENCE_SECONDS * 50; waited++) {
            if (evaluate("document.readyState + location.pathname").asString("").matches("complete.*/" + name)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IOException(page + " was not loaded");
    }

    /** What the script comes to, once it has come to anything. */
    JsonNode evaluate(String script) throws Exception {
        JsonNode found =
                tell("Runtime.evaluate", Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
        if (found.has("exceptionDetails")) {
            throw new IOException(found.path("exceptionDetails").toString());
        }
        return found.path("result").path("value");
    }

    void show(int width, boolean dark, boolean paper) throws Exception {
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        tell(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        paper ? "print" : "screen",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.destroy();
        // what it leaves is removed once it has ended; how long that takes is up to the machine
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
