package io.millrace.transforms.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.transforms.stage.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionWordsTest {
  private static final Verdict NO_WORD = new Verdict("no_precision_word", 0, 1);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "kal_Latn, http://a.example/, oqaaseq, true",
    "kal_Latn, http://a.example/, word, false",
    "kal_Latn, http://a.example/, Oqaaseq, false",
    "kal_Latn, http://a.GL, word, true",
    "kal_Latn, http://a.gl/x, word, true",
    "kal_Latn, http://a.glx/, word, false",
    "fao_Latn, http://a.example/fo/x, word, true",
    "fao_Latn, http://a.example/, word, false",
    "dan_Latn, http://a.example/, word, true",
  })
  void keepsWhatShowsItsLanguage(String language, String url, String word, boolean isKept)
      throws IOException {
    Files.writeString(folder.resolve("kal_Latn.txt"), "# own words\noqaaseq\n\n");
    Files.writeString(folder.resolve("kal_Latn.urls.txt"), ".gl/\n");
    Files.writeString(folder.resolve("fao_Latn.urls.txt"), "/fo/\n");

    assertThat(PrecisionWords.load(folder).judge(language, url, List.of("a", word)))
        .isEqualTo(isKept ? Verdict.KEPT : NO_WORD);
  }

  @Test
  void keepsEverythingWithoutLists() {
    assertThat(PrecisionWords.none().judge("kal_Latn", "", List.of())).isEqualTo(Verdict.KEPT);
  }

  @ParameterizedTest
  @CsvSource({
    "kalaallisut.txt, word, is not named as a list",
    "kal_Latn.url.txt, word, is not named as a list",
    "kal_Latn.txt, # none, has no entry",
  })
  void refusesWhatIsNoList(String name, String content, String message) throws IOException {
    Files.writeString(folder.resolve(name), content);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> PrecisionWords.load(folder))
        .withMessageContaining(folder.resolve(name) + ": " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "kal_Latn.txt, two words",
    "kal_Latn.txt, well-known",
    "kal_Latn.urls.txt, .GL/",
    "kal_Latn.urls.txt, a b",
  })
  void refusesAnEntryThatNeverMatches(String name, String entry) throws IOException {
    Files.writeString(folder.resolve(name), "# list\n" + entry + "\n");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> PrecisionWords.load(folder))
        .withMessageContaining(name + ", line 2: '" + entry + "' never matches");
  }
}
