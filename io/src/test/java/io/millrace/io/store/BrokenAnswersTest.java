package io.millrace.io.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class BrokenAnswersTest {
  private static final byte[] LISTING =
      "<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>"
          .getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger requests = new AtomicInteger();

  @Test
  void aListingThatBreaksOffIsAskedForAgain() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    try (S3Client client =
        BrokenAnswers.repeated(
                S3Client.builder()
                    .region(Region.US_EAST_1)
                    .endpointOverride(
                        URI.create("http://localhost:" + server.getAddress().getPort()))
                    .forcePathStyle(true)
                    .credentialsProvider(AnonymousCredentialsProvider.create()))
            .build()) {
      assertThat(client.listObjectsV2(request -> request.bucket("bucket")).contents())
          .extracting(S3Object::key)
          .containsExactly("a");
    } finally {
      server.stop(0);
    }
    assertThat(requests).hasValue(2);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean first = requests.incrementAndGet() == 1;
      exchange.sendResponseHeaders(200, LISTING.length);
      exchange.getResponseBody().write(LISTING, 0, first ? LISTING.length / 2 : LISTING.length);
      exchange.getResponseBody().flush();
    }
  }
}
