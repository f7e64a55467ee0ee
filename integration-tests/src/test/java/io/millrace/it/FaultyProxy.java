package io.millrace.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before an S3 server on loopback and answers some requests with 503 Slow Down instead of
 * passing them on; of the bodies that are read through it, it cuts some off in the middle. Passes
 * on the host that the client named, which is part of what it signed; the JVM needs {@code
 * -Djdk.httpclient.allowRestrictedHeaders=host} for that.
 */
final class FaultyProxy implements AutoCloseable {
  /** Those of one connection, not of the request (RFC 9110, section 7.6.1), and the length. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("connection", "content-length", "expect", "transfer-encoding", "upgrade");

  private static final byte[] SLOW_DOWN =
      "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>Slow down</Message></Error>"
          .getBytes(StandardCharsets.UTF_8);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger faults = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final int targetPort;
  private final double faultRatio;
  private final Random random;
  private final HttpServer server;

  private FaultyProxy(int targetPort, double faultRatio, long seed) throws IOException {
    this.targetPort = targetPort;
    this.faultRatio = faultRatio;
    this.random = new Random(seed);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /**
   * @param targetPort of the server on loopback
   * @param faultRatio the share of requests that fail, and that of bodies that are cut off
   * @param seed of the choice which
   */
  static FaultyProxy before(int targetPort, double faultRatio, long seed) throws IOException {
    FaultyProxy proxy = new FaultyProxy(targetPort, faultRatio, seed);
    proxy.server.start();
    return proxy;
  }

  String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** How many requests came. */
  int requests() {
    return requests.get();
  }

  /** How many of them were answered with an error made up here. */
  int faults() {
    return faults.get();
  }

  /** How many bodies were cut off. */
  int cuts() {
    return cuts.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      requests.incrementAndGet();
      if (fails()) {
        faults.incrementAndGet();
        boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(503, hasBody ? SLOW_DOWN.length : -1);
        if (hasBody) {
          exchange.getResponseBody().write(SLOW_DOWN);
        }
        return;
      }
      passOn(exchange, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean fails() {
    return random.nextDouble() < faultRatio;
  }

  private void passOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    URI target = URI.create("http://127.0.0.1:" + targetPort + exchange.getRequestURI());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      if (isPassedOn(header.getKey())) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    response.headers().map().entrySet().stream()
        .filter(header -> isPassedOn(header.getKey()))
        .forEach(header -> exchange.getResponseHeaders().put(header.getKey(), header.getValue()));
    try (InputStream from = response.body()) {
      if (exchange.getRequestMethod().equals("HEAD")) {
        response
            .headers()
            .firstValue("content-length")
            .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
        exchange.sendResponseHeaders(response.statusCode(), -1);
        return;
      }
      byte[] answered = from.readAllBytes();
      exchange.sendResponseHeaders(
          response.statusCode(), answered.length == 0 ? -1 : answered.length);
      OutputStream to = exchange.getResponseBody();
      if (exchange.getRequestMethod().equals("GET") && answered.length > 1 && fails()) {
        cuts.incrementAndGet();
        to.write(answered, 0, answered.length / 2);
        to.flush();
        return;
      }
      to.write(answered);
      to.close();
    }
  }

  private static boolean isPassedOn(String header) {
    return !NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
