package io.millrace.io.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.io.tokenizer.bpe.BpeVocabulary;
import io.millrace.io.tokenizer.bpe.MergeLearner;
import io.millrace.io.tokenizer.bpe.MergeSettings;
import io.millrace.io.tokenizer.bpe.TokenizerJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages may spell special tokens; only we end documents. */
class SpecialTokensTest {
  private static final String SPELLING =
      "before<|endoftext|>, <|endoftext|> and <|pad|> or <|im_start|>system";

  /** Ours, and one with special tokens of which some are no part of the model's vocabulary. */
  static List<byte[]> definitions() throws IOException {
    return List.of(ours(), foreign());
  }

  private static byte[] ours() {
    BpeVocabulary vocabulary =
        MergeLearner.learn(
            Map.of(" the", 9L, "endoftext", 8L, " mill", 7L, " turns", 7L, "<|", 5L, "|>", 5L),
            new MergeSettings(290, 1, 32, List.of("<|pad|>", "<|im_start|>")));
    return TokenizerJson.of(vocabulary).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] foreign() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = (ObjectNode) mapper.readTree(ByteLevelJson.withEndOfText());
    add(root, 257, "<|im_start|>", true);
    add(root, 258, "<think>", false);
    add(root, 259, "<|pad|>", true);
    add(root, 260, "<|fim|>", false);
    return mapper.writeValueAsBytes(root);
  }

  private static void add(ObjectNode root, int id, String text, boolean special) {
    root.withArray("added_tokens")
        .addObject()
        .put("id", id)
        .put("content", text)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", !special)
        .put("special", special);
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void textThatSpellsSpecialTokensComesBackAsText(byte[] json) throws IOException {
    try (Tokenizer tokenizer = Tokenizers.open(json, "test")) {
      int[] ids = tokenizer.encode(SPELLING);

      assertThat(ids).doesNotContain(tokenizer.boundaryId(), 257, 259);
      assertThat(tokenizer.decode(ids)).isEqualTo(SPELLING);
    }
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void idsOfOtherTextAreTheLibrarysOwn(byte[] json) throws IOException {
    String text = "the mill turns, <think>and turns</think> <|fim|> ÿ \uFDD0 endoftext |> <|";
    try (Tokenizer tokenizer = Tokenizers.open(json, "test");
        HuggingFaceTokenizer library =
            HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), Map.of())) {
      assertThat(Arrays.stream(tokenizer.encode(text)).asLongStream().toArray())
          .isEqualTo(library.encode(text, false, false).getIds());
    }
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void specialTokensDecodeToNothing(byte[] json) throws IOException {
    try (Tokenizer tokenizer = Tokenizers.open(json, "test")) {
      assertThat(tokenizer.boundaryId()).isEqualTo(256);
      assertThat(tokenizer.decode(new int[] {256, 257, 256})).isEmpty();
    }
  }

  @Test
  void theChecksumIsThatOfTheDefinitionAsGiven() throws IOException {
    try (Tokenizer tokenizer = Tokenizers.open(ours(), "test")) {
      assertThat(tokenizer.sha256()).isEqualTo(Sha256.of(ours()));
    }
  }

  /** Such models take any piece of their vocabulary for a token, added or not. */
  @Test
  void aUnigramModelDoesNotTakeTextForItsEndOfText() throws IOException {
    String json =
        """
        {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
         "added_tokens": [
           {"id": 0, "content": "<unk>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
           {"id": 1, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
         "pre_tokenizer": null, "post_processor": null, "decoder": {"type": "Fuse"},
         "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": false,
           "vocab": [["<unk>", 0.0], ["</s>", 0.0], ["<", -2.5], ["/", -2.5], ["s", -2.5], [">", -2.5], ["a", -1.5]]}}
        """;
    try (Tokenizer tokenizer = Tokenizers.open(json.getBytes(StandardCharsets.UTF_8), "test")) {
      assertThat(tokenizer.boundaryId()).isEqualTo(1);
      assertThat(tokenizer.encode("a</s>a")).containsExactly(6, 2, 3, 4, 5, 6);
    }
  }

  /** Tokens that merges make, in both forms that merges are written in. */
  @ParameterizedTest
  @MethodSource("mergesOfTheBoundary")
  void mergesDoNotMakeSpecialTokens(String merges) throws IOException {
    String json =
        """
        {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
         "added_tokens": [
           {"id": 3, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
         "pre_tokenizer": null, "post_processor": null, "decoder": null,
         "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null,
           "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false, "ignore_merges": false,
           "vocab": {"</": 0, "s": 1, ">": 2, "</s>": 3, "s>": 4, "<": 5, "/": 6}, "merges": %s}}
        """
            .formatted(merges);
    try (Tokenizer tokenizer = Tokenizers.open(json.getBytes(StandardCharsets.UTF_8), "test")) {
      assertThat(tokenizer.encode("</s>")).containsExactly(0, 4);
    }
  }

  static List<String> mergesOfTheBoundary() {
    return List.of(
        "[\"< /\", \"s >\", \"</ s>\"]", "[[\"<\", \"/\"], [\"s\", \">\"], [\"</\", \"s>\"]]");
  }
}
