package io.millrace.transforms.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LanguageProfileWriterTest {
  @Test
  void writesKeysAsFineWeb2Does() {
    LanguageProfile profile =
        new LanguageProfile(
            0.263,
            List.of(new NGramThreshold(2, 0.169)),
            List.of(),
            0.821,
            0,
            0,
            3141,
            0.774,
            -1,
            Set.of("für"));

    assertThat(LanguageProfileWriter.write(profile, List.of("German")))
        .isEqualTo(
            """
            # German
            dup_line_frac: 0.263
            dup_n_grams: []
            language_score: 0.821
            line_punct_thr: 0
            max_avg_word_length: 3141
            max_non_alpha_words_ratio: 0.774
            min_avg_word_length: 0
            new_line_ratio: -1
            stopwords:
            - "für"
            top_n_grams:
            - [2, 0.169]
            """);
  }

  @Test
  void loadsBackEqual() {
    Random random = new Random(5);
    String[] words = {"no", "1e3", "~", "\"", "\\", "a: b", "# c", "\u0085\u2028", "𝒳", " ", "-"};
    for (int round = 0; round < 200; round++) {
      LanguageProfile profile =
          new LanguageProfile(
              random.nextDouble(),
              List.of(new NGramThreshold(2, random.nextDouble() / 1e6)),
              List.of(new NGramThreshold(5, 0), new NGramThreshold(6, random.nextDouble())),
              random.nextBoolean() ? LanguageProfile.OFF : random.nextDouble(),
              random.nextDouble(),
              random.nextInt(9),
              random.nextInt(4_000),
              LanguageProfile.OFF,
              random.nextDouble() * 1e9,
              Set.of(words[random.nextInt(words.length)], "x" + round));

      assertThat(TestProfiles.read(LanguageProfileWriter.write(profile, List.of("a", "b: c"))))
          .isEqualTo(profile);
    }
  }
}
