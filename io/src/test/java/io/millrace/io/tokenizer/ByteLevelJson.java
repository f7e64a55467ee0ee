package io.millrace.io.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Small {@code tokenizer.json} files: byte-level BPE with 256 symbols and no merges. */
final class ByteLevelJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ByteLevelJson() {}

  static byte[] plain() {
    return write(root());
  }

  static byte[] withEndOfText() {
    ObjectNode root = root();
    root.withArray("added_tokens")
        .addObject()
        .put("id", 256)
        .put("content", "<|endoftext|>")
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
    return write(root);
  }

  private static ObjectNode root() {
    ObjectNode root = MAPPER.createObjectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding").putArray("added_tokens");
    root.putNull("normalizer").putNull("post_processor");
    for (String part : new String[] {"pre_tokenizer", "decoder"}) {
      root.putObject(part)
          .put("type", "ByteLevel")
          .put("add_prefix_space", false)
          .put("trim_offsets", true)
          .put("use_regex", true);
    }
    ObjectNode model = root.putObject("model").put("type", "BPE");
    model.putArray("merges");
    ObjectNode vocabulary = model.putObject("vocab");
    int next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = b > 0x20 && b < 0x7F || b > 0xA0 && b != 0xAD;
      vocabulary.put(Character.toString(printable ? b : next++), b);
    }
    return root;
  }

  private static byte[] write(ObjectNode root) {
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
