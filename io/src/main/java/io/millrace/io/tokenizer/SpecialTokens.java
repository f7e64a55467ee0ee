package io.millrace.io.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a {@code tokenizer.json} safe for text from anywhere: its special tokens (those of {@code
 * added_tokens} that are marked so, and the document boundary) keep their ids, but are spelt so
 * that no page spells them. A page that has {@code <|endoftext|>} in its text then has these
 * characters, and no boundary.
 *
 * <p>Leaving the tokens out instead would give those after them other ids; Hugging Face's library
 * numbers added tokens as they come.
 */
final class SpecialTokens {
  /** A noncharacter of Unicode, which texts do not hold. */
  private static final char NONCHARACTER = '\uFDD0';

  /** The new spellings by the old ones. */
  private final Map<String, String> spellings = new HashMap<>();

  private SpecialTokens() {}

  /**
   * Spells special tokens anew.
   *
   * @param definition the contents of a {@code tokenizer.json}; changed
   * @param boundary the text of the document boundary; null if the vocabulary has none
   * @param secret enters the new spellings: something that no text holds
   */
  static void respell(JsonNode definition, String boundary, String secret) {
    SpecialTokens tokens = new SpecialTokens();
    for (JsonNode token : definition.path("added_tokens")) {
      String text = token.path("content").asText();
      if (token.path("special").asBoolean() || text.equals(boundary)) {
        tokens.respell((ObjectNode) token, text, secret);
      }
    }
    if (definition.path("model") instanceof ObjectNode model) {
      tokens.respellModel(model);
    }
  }

  private void respell(ObjectNode token, String text, String secret) {
    String spelling = NONCHARACTER + secret + "-" + spellings.size() + NONCHARACTER;
    spellings.put(text, spelling);
    // A normalizer must not make it something else.
    token.put("content", spelling).put("normalized", false);
  }

  /** A model finds tokens, too: a unigram model or one of words all that its vocabulary has. */
  private void respellModel(ObjectNode model) {
    if (model.path("vocab") instanceof ObjectNode ids) {
      ObjectNode respelt = model.putObject("vocab");
      ids.properties().forEach(entry -> respelt.set(spelling(entry.getKey()), entry.getValue()));
    }
    if (model.path("vocab") instanceof ArrayNode pieces) {
      for (JsonNode piece : pieces) {
        ((ArrayNode) piece).set(0, spelling(piece.path(0).asText()));
      }
    }
    if (model.path("unk_token").isTextual()) {
      model.put("unk_token", spelling(model.path("unk_token").asText()));
    }
    if (model.path("merges") instanceof ArrayNode merges) {
      merges.removeIf(this::involvesSpecialToken);
    }
  }

  private String spelling(String token) {
    return spellings.getOrDefault(token, token);
  }

  /** Whether a merge, {@code "a b"} or {@code ["a", "b"]}, has or makes a special token. */
  private boolean involvesSpecialToken(JsonNode merge) {
    String[] parts =
        merge.isArray()
            ? new String[] {merge.path(0).asText(), merge.path(1).asText()}
            : merge.asText().split(" ", 2);
    return parts.length == 2
        && (spellings.containsKey(parts[0])
            || spellings.containsKey(parts[1])
            || spellings.containsKey(parts[0] + parts[1]));
  }
}
