package io.millrace.io.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every tokenizer must do, run on each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenizerContractTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "Alle Menschen sind frei und gleich an Würde und Rechten geboren.",
          "มนุษย์ทั้งหลายเกิดมามีอิสระ",
          "すべての人間は、生まれながらにして自由であり",
          "line\nbreak\ttab  two blanks",
          "😀 beyond the basic plane 𐍈");

  private final ByteTokenizer bytes = new ByteTokenizer();
  private HuggingFaceJsonTokenizer json;

  @BeforeAll
  void load() throws IOException {
    json = new HuggingFaceJsonTokenizer(ByteLevelJson.withEndOfText(), "test tokenizer");
  }

  @AfterAll
  void close() {
    json.close();
  }

  Stream<Tokenizer> tokenizers() {
    return Stream.of(bytes, json);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("tokenizers")
  void decodingGivesBackTheText(Tokenizer tokenizer) {
    for (String text : TEXTS) {
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("tokenizers")
  void randomTextComesBack(Tokenizer tokenizer) {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      String text =
          random
              .ints(random.nextInt(40), 1, Character.MAX_CODE_POINT)
              .filter(c -> Character.isDefined(c) && (c < 0xD800 || c > 0xDFFF))
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("tokenizers")
  void idsLieInTheVocabularyAndAreNoBoundary(Tokenizer tokenizer) {
    for (String text : TEXTS) {
      assertThat(Arrays.stream(tokenizer.encode(text)))
          .allMatch(id -> id >= 0 && id < tokenizer.vocabularySize())
          .doesNotContain(tokenizer.boundaryId());
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("tokenizers")
  void theBoundaryIsInTheVocabularyAndDecodesToNothing(Tokenizer tokenizer) {
    assertThat(tokenizer.boundaryId()).isBetween(0, tokenizer.vocabularySize() - 1);
    assertThat(tokenizer.decode(new int[] {tokenizer.boundaryId()})).isEmpty();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("tokenizers")
  void idsOutsideTheVocabularyAreRejected(Tokenizer tokenizer) {
    assertThatThrownBy(() -> tokenizer.decode(new int[] {tokenizer.vocabularySize()}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(tokenizer.vocabularySize()));
    assertThatThrownBy(() -> tokenizer.decode(new int[] {-1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesAreTheirOwnIds() {
    assertThat(bytes.encode("aß")).containsExactly(0x61, 0xC3, 0x9F);
    assertThat(bytes.vocabularySize()).isEqualTo(257);
    assertThat(bytes.boundaryId()).isEqualTo(256);
  }

  @Test
  void aVocabularyWithoutEndOfTextGetsABoundaryOfItsOwn() throws IOException {
    try (Tokenizer plain = new HuggingFaceJsonTokenizer(ByteLevelJson.plain(), "test tokenizer")) {
      assertThat(plain.boundaryId()).isEqualTo(256);
      assertThat(plain.vocabularySize()).isEqualTo(257);
      assertThat(plain.encode("a")).doesNotContain(256);
    }
  }

  @Test
  void anUnusableDefinitionIsNamed() {
    byte[] nonsense = "{\"model\":{}}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Tokenizers.open(nonsense, "some/tokenizer.json"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("some/tokenizer.json");
  }
}
