package io.millrace.transforms.calibrate.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageStatisticsTest {
  @Test
  void isTheSameInAnyOrderOfMerging() {
    LanguageStatistics one = statistics(1);
    LanguageStatistics other = statistics(2);
    LanguageStatistics oneFirst = new LanguageStatistics();
    oneFirst.merge(one);
    oneFirst.merge(other);
    LanguageStatistics otherFirst = new LanguageStatistics();
    otherFirst.merge(other);
    otherFirst.merge(one);

    assertThat(oneFirst).isEqualTo(otherFirst).hasSameHashCodeAs(otherFirst);
    assertThat(oneFirst).isNotEqualTo(one);
    assertThat(oneFirst.reference().texts())
        .isEqualTo(one.reference().texts() + other.reference().texts());
    assertThat(oneFirst.referenceWords()).isEqualTo(one.referenceWords() + other.referenceWords());
  }

  @Test
  void comesBackFromItsCoderEqual() throws IOException {
    for (LanguageStatistics statistics : List.of(statistics(3), new LanguageStatistics())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      LanguageStatisticsCoder.of().encode(statistics, bytes);

      assertThat(LanguageStatisticsCoder.of().decode(new ByteArrayInputStream(bytes.toByteArray())))
          .isEqualTo(statistics);
    }
  }

  @Test
  void countsFullPassagesOfEveryText() {
    TextStatistics statistics = new TextStatistics();
    statistics.add("a b c d e", List.of("a", "b", "c", "d", "e"), 2);
    statistics.add("a", List.of("a"), 2);

    assertThat(statistics.passages()).isEqualTo(2);
    assertThat(statistics.texts()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void measuresEveryMetricOfEveryText(Metric metric) {
    TextStatistics statistics = new TextStatistics();
    statistics.add("a b c.\n", List.of("a", "b", "c", "."), 2);

    assertThat(statistics.histogram(metric).count()).isEqualTo(1);
  }

  @Test
  void measuresNoTextWithoutWords() {
    assertThat(Metric.measure(" \n", List.of())).isEmpty();
    assertThat(Metric.measure("...", List.of("...", "."))).isEmpty();
  }

  private static LanguageStatistics statistics(long seed) {
    Random random = new Random(seed);
    LanguageStatistics statistics = new LanguageStatistics();
    for (int i = 0; i < 20; i++) {
      List<String> tokens =
          random.ints(30, 'a', 'h').mapToObj(letter -> String.valueOf((char) letter)).toList();
      statistics.reference().add(String.join(" ", tokens), tokens, 10);
      statistics.crawl().add(String.join("\n", tokens), tokens, 10);
      statistics.scores().add(random.nextDouble());
      statistics.addReferenceWords(30);
    }
    return statistics;
  }
}
