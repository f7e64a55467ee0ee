package io.millrace.transforms.extract.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetScoreTest {
  private static final AnnotatedPage PAGE =
      new AnnotatedPage(
          "http://example.org/", "page.html", List.of("one two", "three"), List.of("Menu", "Ads"));

  @TempDir Path folder;

  @Test
  void countsSnippetsThatOccur() {
    SnippetScore score = SnippetScore.of(PAGE, "one two\nMenu");
    assertThat(score).isEqualTo(new SnippetScore(1, 2, 1));
    assertThat(score.precision()).isEqualTo(0.5);
    assertThat(score.recall()).isEqualTo(0.5);
    assertThat(score.f1()).isEqualTo(0.5);
  }

  @Test
  void comparesWithoutRegardToBlanksAndSoftHyphens() {
    assertThat(SnippetScore.of(PAGE, "one\u00A0\n two th\u00ADree").withHits()).isEqualTo(2);
  }

  @Test
  void addsUpOverPages() {
    SnippetScore score = new SnippetScore(3, 4, 0).plus(new SnippetScore(1, 4, 1));
    assertThat(score.precision()).isEqualTo(0.8);
    assertThat(score.recall()).isEqualTo(0.5);
    assertThat(score.f1()).isCloseTo(0.615, within(0.001));
  }

  @Test
  void isZeroWhereNothingWasFound() {
    assertThat(SnippetScore.NONE.f1()).isZero();
  }

  @Test
  void readsAnnotations() throws IOException {
    Path file =
        write(
            "{\"http://example.org/\": {\"file\": \"page.html\", \"with\": [\"a\"], \"without\": []}}");
    assertThat(AnnotatedPage.readAll(file))
        .containsExactly(
            new AnnotatedPage("http://example.org/", "page.html", List.of("a"), List.of()));
  }

  @Test
  void namesTheFileAndPlaceOfAMistake() throws IOException {
    Path broken = write("{\n\"http://example.org/\": {");
    assertThatThrownBy(() -> AnnotatedPage.readAll(broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("annotations.json, line 2");
    Path fileless = write("{\"http://example.org/\": {}}");
    assertThatThrownBy(() -> AnnotatedPage.readAll(fileless))
        .hasMessageContaining("http://example.org/ names no \"file\"");
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("annotations.json"), json);
  }
}
