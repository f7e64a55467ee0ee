package io.millrace.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, spoken to by the <a
 * href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>.
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String LISTENING = "DevTools listening on ";
  private static final int TIMEOUT_SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private final String session;

  private Browser(Process process, URI address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Listener())
            .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .join();
    String target =
        send("Target.createTarget", Map.of("url", "about:blank"), null).path("targetId").asText();
    this.session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", true), null)
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** A browser on the search path, if there is any. */
  static Optional<Path> installed() {
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts a browser.
   *
   * @param program as {@link #installed()} found it
   * @param profile empty folder for what it writes
   */
  static Browser start(Path program, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException(program + " ended without listening");
    }
    Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "chromium output");
    drain.setDaemon(true);
    drain.start();
    return new Browser(process, URI.create(line.substring(LISTENING.length())));
  }

  /** A page of this width from now on; narrow ones as phones show them. */
  void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /**
   * Which colours the page finds preferred.
   *
   * @param scheme {@code light} or {@code dark}
   */
  void prefer(String scheme) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Opens a page and waits until it is loaded and drawn; forgets the events of earlier ones. */
  void open(URI page) {
    events.clear();
    loaded = new CompletableFuture<>();
    call("Page.navigate", Map.of("url", page.toString()));
    loaded.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    evaluate(
        "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(1))))");
  }

  /** The value of an expression in the page, awaited if it is a promise. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.path("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** The whole page as PNG. */
  byte[] screenshot() throws IOException {
    return call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
        .path("data")
        .binaryValue();
  }

  /** What the page complained of: exceptions, messages of errors, entries of the log. */
  List<String> complaints() {
    return events.stream().filter(Browser::isComplaint).map(JsonNode::toString).toList();
  }

  /** The addresses that the page asked for, itself first; what is inside of it is none. */
  List<String> requests() {
    return events.stream()
        .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asText())
        .filter(address -> !address.startsWith("data:") && !address.startsWith("blob:"))
        .toList();
  }

  private static boolean isComplaint(JsonNode event) {
    return switch (event.path("method").asText()) {
      case "Runtime.exceptionThrown" -> true;
      case "Runtime.consoleAPICalled" ->
          List.of("error", "warning", "assert").contains(event.at("/params/type").asText());
      case "Log.entryAdded" ->
          List.of("error", "warning").contains(event.at("/params/entry/level").asText());
      default -> false;
    };
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return send(method, parameters, session);
  }

  private JsonNode send(String method, Map<String, ?> parameters, String inSession) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.valueToTree(parameters));
    if (inSession != null) {
      message.put("sessionId", inSession);
    }
    socket.sendText(message.toString(), true).join();
    JsonNode answered = answer.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    if (answered.has("error")) {
      throw new IllegalStateException(method + ": " + answered.path("error"));
    }
    return answered.path("result");
  }

  private void received(String text) throws IOException {
    JsonNode message = MAPPER.readTree(text);
    if (message.has("id")) {
      answers.remove(message.path("id").asInt()).complete(message);
      return;
    }
    events.add(message);
    if (message.path("method").asText().equals("Page.loadEventFired")) {
      loaded.complete(null);
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    process.onExit().join();
  }

  /** Puts messages together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          received(text.toString());
        } catch (IOException e) {
          answers.values().forEach(answer -> answer.completeExceptionally(e));
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
