package io.millrace.transforms.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NGramsTest {
  private static final List<String> FATHER =
      Collections.nCopies(4, List.of("I", "am", "your", "father", ".")).stream()
          .flatMap(List::stream)
          .toList();
  private static final List<String> FRANK =
      List.of("I", "am", "Frank", ",", "I", "am", "Frank", ",", "I", "am", "Frank");

  @ParameterizedTest
  @CsvSource({"2, 16, 12", "3, 36, 30", "4, 64, 24"})
  void countsTopNGramsAsTheReferenceDoes(int n, long father, long frank) {
    assertThat(new NGrams(FATHER).topCharacters(n)).isEqualTo(father);
    assertThat(new NGrams(FRANK).topCharacters(n)).isEqualTo(frank);
  }

  @ParameterizedTest
  @CsvSource({"5, 42, 10", "6, 31, 12", "7, 41, 17", "8, 21, 0", "9, 27, 0", "10, 28, 0"})
  void countsDuplicatedNGramsAsTheReferenceDoes(int n, long father, long frank) {
    assertThat(new NGrams(FATHER).duplicatedCharacters(n)).isEqualTo(father);
    assertThat(new NGrams(FRANK).duplicatedCharacters(n)).isEqualTo(frank);
  }

  @Test
  void countsCodePointsNotUtf16Units() {
    NGrams grams = new NGrams(List.of("😀", "𝒳", "😀", "𝒳"));

    assertThat(grams.topCharacters(2)).isEqualTo(2 * 3);
    assertThat(grams.duplicatedCharacters(2)).isEqualTo(2);
  }

  @Test
  void takesTheFirstOfEquallyFrequentNGrams() {
    assertThat(new NGrams(List.of("long", "er", "a", "b", "a", "b", "long", "er")).topCharacters(2))
        .isEqualTo(2 * "long er".length());
  }

  @Test
  void findsADuplicateThatIsSplitIntoOtherTokens() {
    assertThat(new NGrams(List.of("ab", "c", "x", "a", "bc")).duplicatedCharacters(2)).isEqualTo(3);
  }

  @Test
  void countsNothingInFewerTokensThanAnNGramHas() {
    assertThat(new NGrams(List.of("a")).topCharacters(2)).isZero();
    assertThat(new NGrams(List.of()).duplicatedCharacters(5)).isZero();
  }

  @Test
  void countsTokensLongerThanTheTableOfPowers() {
    String endless = "x".repeat(5_000);
    List<String> tokens = List.of(endless, "a", endless + "y", endless, "a");

    assertThat(new NGrams(tokens).duplicatedCharacters(2)).isEqualTo(5_001);
    assertThat(new NGrams(tokens).topCharacters(2)).isEqualTo(2 * 5_002);
  }

  @Test
  void agreesWithJoinedStringsOnRandomTokens() {
    Random random = new Random(17);
    for (int round = 0; round < 500; round++) {
      List<String> tokens = randomTokens(random);
      NGrams grams = new NGrams(tokens);
      for (int n = 1; n <= 6; n++) {
        assertThat(grams.topCharacters(n)).as("%s, n=%d", tokens, n).isEqualTo(top(tokens, n));
        assertThat(grams.duplicatedCharacters(n))
            .as("%s, n=%d", tokens, n)
            .isEqualTo(duplicated(tokens, n));
      }
    }
  }

  private static List<String> randomTokens(Random random) {
    List<String> tokens = new ArrayList<>();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      tokens.add("ababa".substring(random.nextInt(3), 3 + random.nextInt(3)));
    }
    return tokens;
  }

  private static long top(List<String> tokens, int n) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i + n <= tokens.size(); i++) {
      counts.merge(String.join(" ", tokens.subList(i, i + n)), 1, Integer::sum);
    }
    String best = null;
    for (String gram : counts.keySet()) {
      best = best == null || counts.get(gram) > counts.get(best) ? gram : best;
    }
    return best == null ? 0 : (long) best.length() * counts.get(best);
  }

  private static long duplicated(List<String> tokens, int n) {
    Set<String> seen = new HashSet<>();
    long characters = 0;
    for (int i = 0; i + n <= tokens.size(); ) {
      String gram = String.join("", tokens.subList(i, i + n));
      boolean isNew = seen.add(gram);
      characters += isNew ? 0 : gram.length();
      i += isNew ? 1 : n;
    }
    return characters;
  }
}
