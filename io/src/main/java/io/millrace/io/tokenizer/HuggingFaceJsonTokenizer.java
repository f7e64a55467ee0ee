package io.millrace.io.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A tokenizer defined by a {@code tokenizer.json}, run by Hugging Face's own library. Special
 * tokens are never added, and text that spells one is text as any other; the boundary is the
 * vocabulary's end-of-text token or, where it has none, one id past the vocabulary.
 */
public final class HuggingFaceJsonTokenizer implements Tokenizer {
  /** What this tokenizer is called in manifests. */
  public static final String KIND = "tokenizer.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** End-of-text tokens of well-known vocabularies, in the order of preference. */
  private static final List<String> BOUNDARY_TOKENS =
      List.of("<|endoftext|>", "<|end_of_text|>", "</s>", "<eos>", "<|eos|>", "[SEP]");

  private final HuggingFaceTokenizer tokenizer;
  private final int vocabularySize;
  private final int boundaryId;
  private final String sha256;

  /**
   * Loads a definition.
   *
   * @param json the contents of a {@code tokenizer.json}
   * @param name what to call it in errors
   * @throws IOException if the library refuses it; the message names it
   */
  public HuggingFaceJsonTokenizer(byte[] json, String name) throws IOException {
    sha256 = Sha256.of(json);
    try {
      JsonNode root = MAPPER.readTree(json);
      JsonNode endOfText = boundary(root);
      int size = largestId(root) + 1;
      boundaryId = endOfText == null ? size : endOfText.path("id").asInt();
      vocabularySize = Math.max(size, boundaryId + 1);
      SpecialTokens.respell(
          root, endOfText == null ? null : endOfText.path("content").asText(), sha256);
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(MAPPER.writeValueAsBytes(root)),
              Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    } catch (IOException | RuntimeException e) {
      throw new IOException(name + ": not a usable tokenizer.json (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public int[] encode(String text) {
    long[] ids = tokenizer.encode(text, false, false).getIds();
    int[] narrow = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      narrow[i] = Math.toIntExact(ids[i]);
    }
    return narrow;
  }

  @Override
  public String decode(int[] ids) {
    long[] wide = new long[ids.length];
    int length = 0;
    for (int id : ids) {
      if (id < 0 || id >= vocabularySize) {
        throw new IllegalArgumentException(
            "token id " + id + " is not in 0 to " + (vocabularySize - 1));
      }
      if (id != boundaryId) {
        wide[length++] = id;
      }
    }
    return tokenizer.decode(java.util.Arrays.copyOf(wide, length), true);
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public int boundaryId() {
    return boundaryId;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static int largestId(JsonNode root) throws IOException {
    int largest = -1;
    JsonNode vocabulary = root.path("model").path("vocab");
    if (vocabulary.isArray()) {
      largest = vocabulary.size() - 1;
    }
    for (JsonNode id : vocabulary.isObject() ? vocabulary : List.<JsonNode>of()) {
      largest = Math.max(largest, id.asInt());
    }
    for (JsonNode added : root.path("added_tokens")) {
      largest = Math.max(largest, added.path("id").asInt());
    }
    if (largest < 0) {
      throw new IOException("it has no vocabulary");
    }
    return largest;
  }

  /** The added token that ends documents; null if there is none. */
  private static JsonNode boundary(JsonNode root) {
    for (String token : BOUNDARY_TOKENS) {
      for (JsonNode added : root.path("added_tokens")) {
        if (added.path("content").asText().equals(token)) {
          return added;
        }
      }
    }
    return null;
  }
}
