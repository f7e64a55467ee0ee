package io.millrace.io.tokenizer.bpe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    ObjectNode root = MAPPER.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    addedTokens(root.putArray("added_tokens"), vocabulary.specialTokens());
    root.putNull("normalizer");
    preTokenizer(root.putObject("pre_tokenizer"));
    root.putNull("post_processor");
    byteLevel(root.putObject("decoder"));
    model(root.putObject("model"), vocabulary);
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

  private static void preTokenizer(ObjectNode node) {
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

  private static void model(ObjectNode node, BpeVocabulary vocabulary) {
    node.put("type", "BPE").putNull("dropout").putNull("unk_token");
    node.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    node.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    List<String> tokens = vocabulary.tokens();
    ObjectNode ids = node.putObject("vocab");
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.get(id), id);
    }
    ArrayNode merges = node.putArray("merges");
    for (BpeVocabulary.Merge merge : vocabulary.merges()) {
      merges.add(tokens.get(merge.left()) + " " + tokens.get(merge.right()));
    }
  }
}
