package io.millrace.transforms.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.transforms.mix.LanguageMix;
import io.millrace.transforms.mix.Mixture;
import io.millrace.transforms.mix.PowerMix;
import io.millrace.transforms.mix.UniMax;
import io.millrace.transforms.mix.WeightedMix;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanguageWeightTest {
  private static final long ONE = 1L << LanguageWeight.FRACTION_BITS;
  private static final Mixture NATURAL = Mixture.of(PowerMix.NATURAL);

  @Test
  void naturalWeightsAreTheCounts() {
    SortedMap<String, LanguageWeight> weights =
        LanguageWeight.plan(
            Map.of("eng", census(7, 30, 12_345_679L), "tha", census(1, 3, 11)),
            NATURAL,
            Long.MAX_VALUE);

    assertThat(weights.get("eng").of("mill", 7)).isEqualTo(7 * ONE);
    assertThat(weights.get("tha").of("mill", 1)).isEqualTo(ONE);
  }

  @Test
  void alphaGivesLanguagesTheirSharesOfTheBytes() {
    // 400 and 100 bytes at alpha 0.5 share 500 as 20 to 10: 333 and 167.
    SortedMap<String, LanguageWeight> weights =
        LanguageWeight.plan(
            Map.of("eng", census(4, 10, 400), "tha", census(1, 10, 100)),
            Mixture.of(LanguageMix.parse("alpha:0.5")),
            Long.MAX_VALUE);

    assertThat(weights.get("eng").of("mill", 4)).isEqualTo(4 * 333 * ONE / 400);
    assertThat(weights.get("tha").of("mill", 1)).isEqualTo(167 * ONE / 100);
  }

  @Test
  void phasesCountTogether() {
    // 1,000 bytes: 600 in the first phase, of which Thai, twice at most, has 200 and English 400;
    // 400 in the second, Thai 3 to English's 1.
    Mixture mixture =
        new Mixture(
            List.of(
                new Mixture.Phase(3, new UniMax(2)),
                new Mixture.Phase(
                    2, new WeightedMix(new TreeMap<>(Map.of("eng", 1.0, "tha", 3.0))))));
    SortedMap<String, LanguageWeight> weights =
        LanguageWeight.plan(
            Map.of("eng", census(4, 10, 900), "tha", census(1, 10, 100)), mixture, Long.MAX_VALUE);

    assertThat(weights.get("eng").of("mill", 4)).isEqualTo(4 * (400 + 100) * ONE / 900);
    assertThat(weights.get("tha").of("mill", 1)).isEqualTo((200 + 300) * ONE / 100);
  }

  @Test
  void aLanguageWithoutAShareIsNotLearntFrom() {
    Mixture english = Mixture.of(new WeightedMix(new TreeMap<>(Map.of("eng", 1.0))));
    SortedMap<String, LanguageWeight> weights =
        LanguageWeight.plan(
            Map.of("eng", census(4, 10, 300), "tha", census(1, 10, 100)), english, Long.MAX_VALUE);

    assertThat(weights.get("eng").of("mill", 3)).isEqualTo(3 * 400 * ONE / 300);
    assertThat(weights.get("tha").of("mill", 1000)).isZero();
  }

  @Test
  void beyondTheLimitEachLanguageKeepsItsMostFrequentWords() {
    // 900 and 100 bytes: of 20 words 18 and 2 may stay.
    WordCensus english =
        census(9, 10, 600).add(2, new WordCensus.Row(8, 200)).add(census(1, 90, 100));
    WordCensus thai = census(5, 2, 60).add(census(1, 40, 40));
    SortedMap<String, LanguageWeight> weights =
        LanguageWeight.plan(Map.of("eng", english, "tha", thai), NATURAL, 20);

    assertThat(weights.get("eng").of("mill", 1)).isZero();
    assertThat(weights.get("tha").of("mill", 1)).isZero();
    // The kept words stand for all of their language's bytes.
    assertThat(weights.get("eng").of("mill", 2)).isEqualTo(2 * 900 * ONE / 800);
    assertThat(weights.get("tha").of("mill", 5)).isEqualTo(5 * 100 * ONE / 60);
  }

  @Test
  void ofEquallyRareWordsAPartIsKeptWhicheverOrderTheyComeIn() {
    LanguageWeight weight =
        LanguageWeight.plan(Map.of("tha", census(1, 10_000, 50_000)), NATURAL, 2_500).get("tha");

    long kept = IntStream.range(0, 10_000).filter(i -> weight.of(" mill" + i, 1) > 0).count();
    assertThat(kept).isCloseTo(2_500, within(150L));
    assertThat(weight.of("any", 2)).isEqualTo(2 * 4 * ONE);
  }

  @Test
  void largeCountsDoNotOverflow() {
    long count = 1L << 40;
    LanguageWeight weight = new LanguageWeight(0, 1L << 31, 1L << 45, 1L << 44);

    assertThat(weight.of("the", count)).isEqualTo(2 * count * ONE);
  }

  private static WordCensus census(long count, long words, long bytes) {
    return new WordCensus().add(count, new WordCensus.Row(words, bytes));
  }
}
