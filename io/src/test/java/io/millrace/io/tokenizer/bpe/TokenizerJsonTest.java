package io.millrace.io.tokenizer.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.io.tokenizer.ByteTokenizer;
import io.millrace.io.tokenizer.HuggingFaceJsonTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Hugging Face's library reads what we write, and does with it what we do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenizerJsonTest {
  private static final int VOCABULARY_SIZE = 3000;

  private Map<String, List<String>> lines;
  private BpeVocabulary vocabulary;
  private HuggingFaceJsonTokenizer library;

  @BeforeAll
  void learn() throws IOException {
    lines = ScriptLines.make(10, 11);
    Map<String, Long> words = new HashMap<>();
    ScriptLines.make(20, 12).values().stream()
        .flatMap(Collection::stream)
        .forEach(line -> WordPattern.split(line, word -> words.merge(word, 1L, Long::sum)));
    vocabulary =
        MergeLearner.learn(words, new MergeSettings(VOCABULARY_SIZE, 2, 32, List.of("<|pad|>")));
    library =
        new HuggingFaceJsonTokenizer(
            TokenizerJson.of(vocabulary).getBytes(StandardCharsets.UTF_8), "test");
  }

  @AfterAll
  void close() {
    library.close();
  }

  @Test
  void aThousandLinesInAllScriptsComeBackWhole() {
    List<String> all = lines.values().stream().flatMap(Collection::stream).toList();

    assertThat(lines).hasSizeGreaterThan(100);
    assertThat(all).hasSizeGreaterThan(1000);
    all.forEach(line -> assertThat(library.decode(library.encode(line))).isEqualTo(line));
  }

  @Test
  void theLibrarysIdsAreOurs() {
    BpeEncoder encoder = new BpeEncoder(vocabulary);
    lines.forEach(
        (script, ofScript) ->
            ofScript.forEach(
                line ->
                    assertThat(library.encode(line)).as(script).isEqualTo(encode(encoder, line))));
  }

  @Test
  void mergesAreUsed() {
    int bytes = 0;
    int tokens = 0;
    for (String line : lines.values().stream().flatMap(Collection::stream).toList()) {
      bytes += line.getBytes(StandardCharsets.UTF_8).length;
      tokens += library.encode(line).length;
    }

    assertThat(tokens).isLessThan(bytes / 2);
  }

  @Test
  void bytesAreNeverUnknown() {
    // Characters newer than this platform's Unicode, private ones, and noncharacters.
    String odd =
        "\uE000\uFFFF\u0000\u0001" + Character.toString(0x1FAE9) + Character.toString(0x10FFFF);

    assertThat(library.decode(library.encode(odd))).isEqualTo(odd);
  }

  @Test
  void theBoundaryFollowsTheBytes() {
    assertThat(vocabulary.size()).isEqualTo(VOCABULARY_SIZE);
    assertThat(library.vocabularySize()).isEqualTo(VOCABULARY_SIZE);
    assertThat(library.boundaryId()).isEqualTo(256);
  }

  @Test
  void theFileOfTheByteTokenizerGivesItsIds() throws IOException {
    ByteTokenizer bytes = new ByteTokenizer();
    byte[] json = TokenizerJson.ofBytes().getBytes(StandardCharsets.UTF_8);
    try (HuggingFaceJsonTokenizer fromFile = new HuggingFaceJsonTokenizer(json, "bytes")) {
      assertThat(fromFile.vocabularySize()).isEqualTo(bytes.vocabularySize());
      assertThat(fromFile.boundaryId()).isEqualTo(bytes.boundaryId());
      for (String line : lines.values().stream().flatMap(Collection::stream).toList()) {
        assertThat(fromFile.encode(line)).isEqualTo(bytes.encode(line));
        assertThat(fromFile.decode(bytes.encode(line))).isEqualTo(line);
      }
    }
  }

  @Test
  void everyByteHasItsOwnSymbol() {
    assertThat(vocabulary.tokens()).doesNotHaveDuplicates();
    byte[] bytes = new byte[256];
    IntStream.range(0, 256).forEach(b -> bytes[b] = (byte) b);
    assertThat(Arrays.stream(ByteAlphabet.ids(bytes)).sorted().toArray())
        .containsExactly(IntStream.range(0, 256).toArray());
    // GPT-2's vocabulary begins with '!' and ends its bytes with the soft hyphen's stand-in.
    assertThat(vocabulary.tokens().subList(0, 3)).containsExactly("!", "\"", "#");
    assertThat(vocabulary.tokens().get(255)).isEqualTo("\u0143");
    assertThat(vocabulary.tokens().get(ByteAlphabet.id((byte) ' '))).isEqualTo("Ġ");
  }

  private static int[] encode(BpeEncoder encoder, String line) {
    List<Integer> ids = new ArrayList<>();
    WordPattern.split(
        line,
        word -> {
          for (int id : encoder.encode(word.getBytes(StandardCharsets.UTF_8))) {
            ids.add(id);
          }
        });
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
