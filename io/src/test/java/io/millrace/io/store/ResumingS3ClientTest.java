package io.millrace.io.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

class ResumingS3ClientTest {
  private static final byte[] OBJECT = new byte[300_000];

  static {
    new Random(1).nextBytes(OBJECT);
  }

  /**
   * What the server was asked for: a range, the object's tag after a slash where one was wanted.
   */
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private int bytesAnAnswer = Integer.MAX_VALUE;
  private boolean objectChanges;
  private HttpServer server;
  private S3Client client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        new ResumingS3Client(
            S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://localhost:" + server.getAddress().getPort()))
                .forcePathStyle(true)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build());
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void readsAnObjectToItsEndAlthoughEachConnectionBreaks() throws IOException {
    bytesAnAnswer = 100_000;

    assertThat(read(null)).isEqualTo(OBJECT);
    assertThat(asked)
        .containsExactly("null/null", "bytes=100000-299999/\"tag\"", "bytes=200000-299999/\"tag\"");
  }

  @Test
  void goesOnWithinARange() throws IOException {
    bytesAnAnswer = 100_000;

    assertThat(read("bytes=50-180049")).isEqualTo(Arrays.copyOfRange(OBJECT, 50, 180_050));
    assertThat(asked).containsExactly("bytes=50-180049/null", "bytes=100050-180049/\"tag\"");
  }

  @Test
  void givesUpWhereNoByteComesAnyMore() {
    bytesAnAnswer = 0;

    assertThatThrownBy(() -> read(null)).isInstanceOf(IOException.class);
    assertThat(asked).hasSize(5);
  }

  @Test
  void doesNotGoOnWithAnotherObjectOfTheSameName() {
    bytesAnAnswer = 100_000;
    objectChanges = true;

    assertThatThrownBy(() -> read(null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3://bucket/key")
        .hasMessageContaining("byte 100000");
  }

  private byte[] read(String range) throws IOException {
    GetObjectRequest request =
        GetObjectRequest.builder().bucket("bucket").key("key").range(range).build();
    try (InputStream in = client.getObject(request)) {
      return in.readAllBytes();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      String tag = exchange.getRequestHeaders().getFirst("If-Match");
      asked.add(range + "/" + tag);
      if (tag != null && objectChanges) {
        exchange.sendResponseHeaders(412, -1);
        return;
      }
      String[] bounds = (range == null ? "0-299999" : range.replace("bytes=", "")).split("-", -1);
      int from = Integer.parseInt(bounds[0]);
      int to = Integer.parseInt(bounds[1]);
      exchange.getResponseHeaders().set("ETag", "\"tag\"");
      if (range != null) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes " + from + "-" + to + "/" + OBJECT.length);
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, to - from + 1);
      exchange.getResponseBody().write(OBJECT, from, Math.min(to - from + 1, bytesAnAnswer));
      exchange.getResponseBody().flush();
    }
  }
}
