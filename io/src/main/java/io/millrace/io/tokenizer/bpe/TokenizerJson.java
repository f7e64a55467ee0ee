package io.millrace.io.tokenizer.bpe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Writes vocabularies in the form that Hugging Face's {@code tokenizers} reads. */
public final class TokenizerJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TokenizerJson() {}

  /**
   * The contents of a {@code tokenizer.json}, ended by a line feed; equal vocabularies give equal
   * text.
   *
   * @param vocabulary to write
   */
  public static String of(BpeVocabulary vocabulary) {
    ObjectNode splitter = MAPPER.createObjectNode();
    wordsAsBytes(splitter);
    List<String> tokens = vocabulary.tokens();
    List<String> merges =
        vocabulary.merges().stream()
            .map(merge -> tokens.get(merge.left()) + " " + tokens.get(merge.right()))
            .toList();
    return text(vocabulary.specialTokens(), splitter, tokens, merges);
  }

  /**
   * The same of {@link io.millrace.io.tokenizer.ByteTokenizer}: a vocabulary without merges, where
   * a byte's value is its id.
   */
  public static String ofBytes() {
    ObjectNode splitter = MAPPER.createObjectNode();
    byteLevel(splitter);
    List<String> tokens = new ArrayList<>();
    for (int value = 0; value < ByteAlphabet.SIZE; value++) {
      tokens.add(String.valueOf(ByteAlphabet.symbol(ByteAlphabet.id((byte) value))));
    }
    tokens.add(BpeVocabulary.BOUNDARY);
    return text(List.of(BpeVocabulary.BOUNDARY), splitter, tokens, List.of());
  }

  private static String text(
      List<String> specialTokens, ObjectNode splitter, List<String> tokens, List<String> merges) {
    ObjectNode root = MAPPER.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    addedTokens(root.putArray("added_tokens"), specialTokens);
    root.putNull("normalizer");
    root.set("pre_tokenizer", splitter);
    root.putNull("post_processor");
    byteLevel(root.putObject("decoder"));
    model(root.putObject("model"), tokens, merges);
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      return MAPPER
              .writer(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
              .writeValueAsString(root)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private static void addedTokens(ArrayNode node, List<String> specialTokens) {
    int id = ByteAlphabet.SIZE;
    for (String token : specialTokens) {
      node.addObject()
          .put("id", id++)
          .put("content", token)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
  }

  private static void wordsAsBytes(ObjectNode node) {
    ArrayNode steps = node.put("type", "Sequence").putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", WordPattern.REGEX);
    split.put("behavior", "Isolated").put("invert", false);
    byteLevel(steps.addObject());
  }

  /** Bytes as characters; the words are cut before, so its own expression stays off. */
  private static void byteLevel(ObjectNode node) {
    node.put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", false)
        .put("use_regex", false);
  }

  private static void model(ObjectNode node, List<String> tokens, List<String> merges) {
    node.put("type", "BPE").putNull("dropout").putNull("unk_token");
    node.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    node.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    ObjectNode ids = node.putObject("vocab");
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.get(id), id);
    }
    merges.forEach(node.putArray("merges")::add);
  }
}
