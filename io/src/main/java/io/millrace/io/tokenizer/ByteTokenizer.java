package io.millrace.io.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 bytes as tokens: ids 0 to 255 are bytes, 256 is the document boundary. Needs no vocabulary
 * file.
 */
public final class ByteTokenizer implements Tokenizer {
  /** What this tokenizer is called in options and manifests. */
  public static final String KIND = "bytes";

  private static final int BYTES = 256;

  @Override
  public int[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ids[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return ids;
  }

  @Override
  public String decode(int[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(ids.length);
    for (int id : ids) {
      if (id < 0 || id > BYTES) {
        throw new IllegalArgumentException("token id " + id + " is not in 0 to " + BYTES);
      }
      if (id < BYTES) {
        bytes.write(id);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public int vocabularySize() {
    return BYTES + 1;
  }

  @Override
  public int boundaryId() {
    return BYTES;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String sha256() {
    return Sha256.of("millrace bytes 1".getBytes(StandardCharsets.UTF_8));
  }
}
