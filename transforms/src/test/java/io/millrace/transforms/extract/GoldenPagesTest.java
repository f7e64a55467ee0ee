package io.millrace.transforms.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each page shows one phenomenon; the text file beside it is what must come out. */
class GoldenPagesTest {
  private final TextExtractor extractor = new TextExtractor(ExtractionOptions.defaults());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "article",
        "comments",
        "cookie-banner",
        "definitions",
        "forum-thread",
        "japanese",
        "lists",
        "nested-tables",
        "preformatted",
        "sidebar",
        "table-layout",
        "thai"
      })
  void extractsExactlyTheMainContent(String name) throws IOException {
    String text = extractor.extract(read(name + ".html"), "http://example.org/" + name).text();
    assertThat(text).isEqualTo(read(name + ".txt").stripTrailing());
  }

  private static String read(String file) throws IOException {
    try (InputStream in = GoldenPagesTest.class.getResourceAsStream("pages/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
