package io.millrace.transforms.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoredTextFileTest {
  @TempDir Path folder;

  @Test
  void readsRecordsWithTheirScoresWhereTheyHaveThem() throws IOException {
    Path file =
        write(
            "a.jsonl",
            """
            {"text":"eins","language":"deu_Latn","language_score":0.75}
            {"text":"zwei","language":"deu_Latn"}
            """);

    assertThat(texts(file))
        .containsExactly(
            new ScoredText("deu_Latn", OptionalDouble.of(0.75), "eins"),
            new ScoredText("deu_Latn", OptionalDouble.empty(), "zwei"));
  }

  @Test
  void takesTheScoreForWhichADocumentWasDroppedAndLeavesOutTheUnlabelled() throws IOException {
    Path file =
        write(
            "dropped/stage=language/a.jsonl",
            """
            {"text":"eins","language":"deu_Latn","reason":"low_score","value":"0.2500"}
            {"text":"zwei","language":"deu_Latn","reason":"other","value":"12"}
            {"text":"drei","language":"","reason":"no_text","value":""}
            """);

    assertThat(texts(file))
        .containsExactly(
            new ScoredText("deu_Latn", OptionalDouble.of(0.25), "eins"),
            new ScoredText("deu_Latn", OptionalDouble.empty(), "zwei"));
  }

  @Test
  void cutsPlainTextIntoPassagesAtLineEnds() throws IOException {
    Path file = write("deu_Latn.txt", "a b\nc d e\n\nf g h i j\nk l\n");

    assertThat(texts(file))
        .extracting(ScoredText::text)
        .containsExactly("a b\nc d e", "f g h i j\nk l");
  }

  @Test
  void givesAShortPlainTextAsItIs() throws IOException {
    assertThat(texts(write("deu_Latn.txt", "a b"))).hasSize(1);
    assertThat(texts(write("fra_Latn.txt", "\n \n"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":\"a\"} | line 1: needs a language of the form deu_Latn",
        "{\"text\":\"a\",\"language\":\"de\"} | has 'de'",
        "{\"language\":\"deu_Latn\"} | line 1: needs a text",
        "{\"text\":\"a\",\"language\":\"deu_Latn\",\"language_score\":2} | want 0 to 1",
        "{\"text\":\"a\",\"language\":\"deu_Latn\",\"language_score\":\"x\"} | 'x', no number",
        "{ | line 1: not JSON",
      })
  void namesFileAndLineOfWhatItCannotRead(String line, String message) throws IOException {
    Path file = write("bad.jsonl", line + "\n");

    assertThatThrownBy(() -> texts(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.jsonl, line 1")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/deu_Latn.txt, deu_Latn",
    "deu_Latn.txt.gz, deu_Latn",
    "/a.b/notes.txt, notes",
    "/deu_Latn.txt/a.jsonl,"
  })
  void plainTextIsNamedForItsLanguage(String path, String language) {
    assertThat(ReadScoredTexts.plainLanguage(path)).isEqualTo(language);
  }

  private static List<ScoredText> texts(Path file) throws IOException {
    List<ScoredText> texts = new ArrayList<>();
    new ScoredTextFile(file.toString(), 5).forEach(texts::add);
    return texts;
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
