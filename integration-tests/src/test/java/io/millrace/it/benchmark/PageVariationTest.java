package io.millrace.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageVariationTest {
  private static final String WORDS =
      "lake river brook stream creek pond marsh delta rapids falls source mouth bank shore ford"
          + " weir";
  private static final String PAGE =
      "<!doctype html><title>1</title><script>var a = 'lake';</script>"
          + "<p class=\"brook lake\">"
          + WORDS
          + " &amp; 1 2 3</p><!-- river -->";

  @Test
  void replacesEveryFourthWordOfTheTextAndNothingElse() {
    String varied = PageVariation.of(PAGE, 1);

    assertThat(varied)
        .startsWith(
            "<!doctype html><title>1</title><script>var a = 'lake';</script><p class=\"brook lake\">")
        .endsWith(" &amp; 1 2 3</p><!-- river -->");
    String[] before = WORDS.split(" ");
    String[] after = varied.replaceAll("(?s).*lake\">|&amp;.*", "").trim().split(" ");
    assertThat(after).hasSameSizeAs(before);
    assertThat(IntStream.range(0, before.length).filter(i -> i % 4 != 0).mapToObj(i -> after[i]))
        .containsExactlyElementsOf(
            IntStream.range(0, before.length)
                .filter(i -> i % 4 != 0)
                .mapToObj(i -> before[i])
                .toList());
    assertThat(IntStream.range(0, before.length).filter(i -> !after[i].equals(before[i])).count())
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void keepsEachScriptsLetters() {
    String varied = PageVariation.of("<p>вода река океан море ручей озеро залив 水源 河流 海洋", 1);

    assertThat(letters(varied))
        .isSubsetOf(letters("вода река океан море ручей озеро залив 水源 河流 海洋p"));
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(PageVariation.of(PAGE, 1))
        .isEqualTo(PageVariation.of(PAGE, 1))
        .isNotEqualTo(PageVariation.of(PAGE, 2));
  }

  @Test
  void hasNoRunOfFourWordsInCommonWithAnotherVariation() {
    String long1 = text(PageVariation.of(longPage(), 1));
    String long2 = text(PageVariation.of(longPage(), 2));

    Set<String> common = new HashSet<>(shingles(long1));
    common.retainAll(shingles(long2));
    assertThat(common.size()).isLessThan(shingles(long1).size() / 10);
  }

  private static String longPage() {
    String[] words = WORDS.split(" ");
    return IntStream.range(0, 400)
        .mapToObj(i -> words[(i * i + i / 7) % words.length])
        .collect(Collectors.joining(" ", "<p>", "</p>"));
  }

  private static String text(String html) {
    return html.replaceAll("<[^>]*>", "");
  }

  private static Set<String> shingles(String text) {
    String[] words = text.split(" ");
    return IntStream.range(0, words.length - 4)
        .mapToObj(i -> String.join(" ", Arrays.asList(words).subList(i, i + 5)))
        .collect(Collectors.toSet());
  }

  private static Set<Integer> letters(String text) {
    return text.codePoints().filter(Character::isLetter).boxed().collect(Collectors.toSet());
  }
}
