package io.millrace.transforms.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubstringMatcherTest {
  @Test
  void findsWhatContainsFindsOnRandomTexts() {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      List<String> patterns = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        patterns.add(text(random, 1 + random.nextInt(5)));
      }
      String text = text(random, random.nextInt(30));

      String found = new SubstringMatcher(patterns).find(text);

      assertThat(found != null)
          .as("%s in %s", patterns, text)
          .isEqualTo(patterns.stream().anyMatch(text::contains));
      if (found != null) {
        assertThat(patterns).contains(found);
        assertThat(text).contains(found);
      }
    }
  }

  @Test
  void findsNothingWithoutPatterns() {
    assertThat(new SubstringMatcher(List.of()).find("anything09")).isNull();
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("ab9".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
