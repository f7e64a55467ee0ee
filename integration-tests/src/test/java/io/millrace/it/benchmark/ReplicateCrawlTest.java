package io.millrace.it.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.warc.ByteRange;
import io.millrace.io.warc.Capture;
import io.millrace.io.warc.WarcEntry;
import io.millrace.io.warc.WarcLimits;
import io.millrace.io.warc.WarcReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicateCrawlTest {
  private static final String RUSSIAN =
      "<html><p>Вода течёт из озера в реку, река течёт в море, море в океан.</html>";

  @TempDir private Path folder;

  @Test
  void givesEachReplicaItsOwnAddressesAndWords() throws IOException {
    List<Capture> captures =
        captures(replicate(2, page("http://a.example/p?q=1", "utf-8", RUSSIAN.getBytes(UTF_8))));

    assertThat(captures)
        .extracting(Capture::url)
        .containsExactly("http://a.example/r1/p?q=1", "http://a.example/r2/p?q=1");
    assertThat(captures)
        .extracting(capture -> new String(capture.payload().bytes(), UTF_8))
        .allSatisfy(page -> assertThat(page).startsWith("<html><p>").endsWith(".</html>"))
        .doesNotContain(RUSSIAN)
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsTheCharacterEncoding() throws IOException {
    byte[] russian = RUSSIAN.getBytes(Charset.forName("koi8-r"));

    Capture capture = captures(replicate(1, page("http://a.example/", "koi8-r", russian))).get(0);

    assertThat(capture.contentType()).contains("koi8-r");
    assertThat(capture.payload().bytes()).isNotEqualTo(russian);
    assertThat(new String(capture.payload().bytes(), Charset.forName("koi8-r")))
        .startsWith("<html><p>")
        .containsPattern("течёт|море|река|озера");
  }

  @Test
  void leavesWhatIsNoPageAsItIs() throws IOException {
    byte[] image = {(byte) 0x89, 'P', 'N', 'G'};

    Path crawl = replicate(1, response("http://a.example/i.png", "image/png", image));

    try (org.netpreserve.jwarc.WarcReader reader = new org.netpreserve.jwarc.WarcReader(crawl)) {
      org.netpreserve.jwarc.WarcResponse record =
          (org.netpreserve.jwarc.WarcResponse) reader.next().orElseThrow();
      assertThat(record.target()).isEqualTo("http://a.example/r1/i.png");
      assertThat(record.http().body().stream().readAllBytes()).isEqualTo(image);
    }
  }

  @Test
  void givesTheSameBytesAgain() throws IOException {
    byte[] page = page("http://a.example/", "utf-8", RUSSIAN.getBytes(UTF_8));

    byte[] once = Files.readAllBytes(replicate(3, page));

    assertThat(Files.readAllBytes(replicate(3, page))).isEqualTo(once);
  }

  private Path replicate(int replicas, byte[] record) throws IOException {
    Path crawl = folder.resolve("crawl.warc.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(crawl))) {
      out.write(record);
    }
    Path larger = folder.resolve("larger.warc.gz");
    ReplicateCrawl.replicate(crawl, larger, replicas);
    return larger;
  }

  private static byte[] page(String url, String charset, byte[] body) {
    return response(url, "text/html; charset=" + charset, body);
  }

  private static byte[] response(String url, String contentType, byte[] body) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(
        ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(contentType, body.length))
            .getBytes(ISO_8859_1));
    block.writeBytes(body);
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(
        ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <%s>\r\n"
                + "WARC-Record-ID: <urn:uuid:7a1f0c3e-0000-4000-8000-000000000001>\r\n"
                + "WARC-Date: 2026-11-22T11:34:36Z\r\n"
                + "Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n")
            .formatted(url, block.size())
            .getBytes(ISO_8859_1));
    record.writeBytes(block.toByteArray());
    record.writeBytes("\r\n\r\n".getBytes(ISO_8859_1));
    return record.toByteArray();
  }

  private static List<Capture> captures(Path crawl) throws IOException {
    List<Capture> captures = new ArrayList<>();
    try (WarcReader reader =
        WarcReader.open(
            FileChannel.open(crawl), "larger.warc.gz", ByteRange.all(), WarcLimits.DEFAULT)) {
      for (Optional<WarcEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        captures.add((Capture) entry.get());
      }
    }
    return captures;
  }
}
