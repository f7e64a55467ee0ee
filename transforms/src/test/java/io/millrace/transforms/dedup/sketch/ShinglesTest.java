package io.millrace.transforms.dedup.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import org.junit.jupiter.api.Test;

class ShinglesTest {
  @Test
  void areAllRunsOfWords() {
    assertThat(Shingles.hashes("a bb ccc d", 2))
        .containsExactly(hash("a bb"), hash("bb ccc"), hash("ccc d"));
  }

  @Test
  void asManyWordsAsAShingleMakeOne() {
    assertThat(Shingles.hashes("a b c d e", 5)).containsExactly(hash("a b c d e"));
  }

  @Test
  void fewerWordsMakeNone() {
    assertThat(Shingles.hashes("a b c d", 5)).isEmpty();
    assertThat(Shingles.hashes("", 1)).isEmpty();
  }

  @Test
  void longTextsAreReadToTheirEnd() {
    String text = "word ".repeat(10_000).strip();
    assertThat(Shingles.hashes(text, 5)).hasSize(9_996);
  }

  @Test
  void stayAsTheyAre() {
    assertThat(Shingles.hashes("five words of a text", 5)).containsExactly(2647809469133378925L);
  }

  private static long hash(String shingle) {
    return Hashing.xxh3_64().hashCharsToLong(shingle);
  }
}
