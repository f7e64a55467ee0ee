package io.millrace.transforms.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordCutterTest {
  @Test
  void cutsLongWordsBetweenCharacters() {
    List<String> words = new ArrayList<>();

    // Three bytes a Thai letter: two of them fit into eight bytes, as do two Gothic ones.
    assertThat(new WordCutter(8).cut("กขคงจ abcd 𐍈𐍈𐍈", words::add)).isEqualTo(3);
    assertThat(words).containsExactly("กข", "คง", "จ", " abcd", " 𐍈", "𐍈𐍈");
  }

  @Test
  void wordsOfExactlyTheLimitStayWhole() {
    List<String> words = new ArrayList<>();

    assertThat(new WordCutter(5).cut("mills mill", words::add)).isZero();
    assertThat(words).containsExactly("mills", " mill");
  }

  @Test
  void aLimitBelowACharacterIsRefused() {
    assertThatThrownBy(() -> new WordCutter(3)).hasMessageContaining("maxWordBytes 3");
  }
}
