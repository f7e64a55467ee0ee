package io.millrace.transforms.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.document.LanguageScore;
import io.millrace.transforms.language.fasttext.FastTextFixture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every identifier promises. */
class LanguageIdentifierTest {
  static List<LanguageIdentifier> identifiers() throws Exception {
    return List.of(
        LanguageIdentifiers.embedded(),
        LanguageIdentifiers.load(FastTextFixture.model("dense.bin")),
        LanguageIdentifiers.load(FastTextFixture.model("hierarchical.bin")),
        LanguageIdentifiers.load(FastTextFixture.model("one-vs-all-pruned.ftz")));
  }

  @ParameterizedTest
  @MethodSource("identifiers")
  void ranksLabelsByScore(LanguageIdentifier identifier) throws Exception {
    for (String text : texts()) {
      LanguageScores scores = identifier.identify(text);
      double last = scores.score();
      assertThat(last).isBetween(0.0, 1.00002);
      for (LanguageScore other : scores.alternatives()) {
        assertThat(other.score()).isBetween(LanguageScores.MIN_ALTERNATIVE_SCORE, last);
        assertThat(other.label()).isNotEqualTo(scores.label()).isIn(identifier.labels());
        last = other.score();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("identifiers")
  void takesAnyText(LanguageIdentifier identifier) {
    for (String text :
        List.of("", " \n", "12345", "\ud800 lone", "x".repeat(300_000), "ก".repeat(40_000), "😀")) {
      assertThat(identifier.identify(text).label()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("identifiers")
  void identifiesUtf8AsItsString(LanguageIdentifier identifier) throws Exception {
    for (String text : texts()) {
      assertThat(identifier.identifyUtf8(text.getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(identifier.identify(text));
    }
  }

  @ParameterizedTest
  @MethodSource("identifiers")
  void givesManyThreadsTheSame(LanguageIdentifier identifier) throws Exception {
    List<String> texts = texts();
    List<LanguageScores> expected = texts.stream().map(identifier::identify).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<List<LanguageScores>> all = () -> texts.stream().map(identifier::identify).toList();
      for (Future<List<LanguageScores>> result : threads.invokeAll(List.of(all, all, all, all))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("identifiers")
  void dependsOnNeitherLocaleNorTimeZone(LanguageIdentifier identifier) throws Exception {
    List<String> texts = new ArrayList<>(texts());
    texts.add("ISTANBUL'DA BİR İLİM YAYILIYOR ISLAK");
    List<LanguageScores> expected = texts.stream().map(identifier::identify).toList();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      assertThat(texts.stream().map(identifier::identify).toList()).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void loadsAModelOnce() throws Exception {
    LanguageIdentifiers.Source source =
        new LanguageIdentifiers.Source(FastTextFixture.model("dense.bin").toString());
    assertThat(source.identifier()).isSameAs(source.identifier());
    assertThat(new LanguageIdentifiers.Source(null).identifier())
        .isSameAs(LanguageIdentifiers.embedded());
  }

  /** A hundred lines of the fixture that are UTF-8, in as many languages. */
  private static List<String> texts() throws Exception {
    return FastTextFixture.lines().subList(500, 600).stream()
        .map(line -> new String(line, StandardCharsets.UTF_8))
        .toList();
  }
}
