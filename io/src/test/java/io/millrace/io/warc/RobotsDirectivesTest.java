package io.millrace.io.warc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobotsDirectivesTest {

  private static Capture capture(byte[] page, String... headers) {
    String[] head = new String[2 + headers.length];
    head[0] = "HTTP/1.1 200 OK";
    head[1] = "Content-Type: text/html";
    System.arraycopy(headers, 0, head, 2, headers.length);
    byte[] file = WarcFixtures.response("http://a.example/", page, head);
    return (Capture) WarcFixtures.read(file, "x.warc").get(0);
  }

  private static boolean forbids(String page, String... headers) {
    return RobotsDirectives.forbidArchiving(capture(WarcFixtures.utf8(page), headers));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Robots-Tag: noarchive",
        "x-robots-tag: noindex, NoArchive",
        "X-Robots-Tag: otherbot: noindex,noarchive"
      })
  void theHeaderMayForbid(String header) {
    assertThat(forbids("<p>", header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<meta name=\"robots\" content=\"noindex, noarchive\">",
        "<META CONTENT='noarchive' NAME='Robots' />",
        "<meta name=googlebot content=noarchive>"
      })
  void aMetaElementMayForbid(String meta) {
    assertThat(forbids("<html><head>" + meta)).isTrue();
    byte[] utf16 = meta.getBytes(StandardCharsets.UTF_16LE);
    assertThat(RobotsDirectives.forbidArchiving(capture(utf16))).isTrue();
  }

  @Test
  void nothingElseForbids() {
    assertThat(forbids("<p>noarchive</p>", "X-Robots-Tag: noindex")).isFalse();
    assertThat(forbids("<meta name=description content='noarchive'>")).isFalse();
    assertThat(forbids("<meta name=robots content='index, nonoarchive'>")).isFalse();
  }
}
