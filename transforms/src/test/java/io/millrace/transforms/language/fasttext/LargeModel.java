package io.millrace.transforms.language.fasttext;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Writes a model of GlotLID's shape, and somewhat larger: 2,102 labels, 256 dimensions, a
 * dictionary of a million words, a million buckets of n-grams of 2 to 5 characters; 2.05 GB. Its
 * weights are random, so its labels mean nothing, but {@code fasttext} reads it and gives the same.
 *
 * <p>How to label lines with it is in docs/benchmarks.md.
 */
public final class LargeModel {
  private static final int LABELS = 2102;
  private static final int DIMENSION = 256;
  private static final int WORDS = 1_000_000;
  private static final int BUCKETS = 1_000_000;
  private static final int[] ARGUMENTS = {DIMENSION, 5, 1, 1, 5, 1, 3, 3, BUCKETS, 2, 5, 100};
  private static final long NOT_PRUNED = -1;

  private LargeModel() {}

  /**
   * @param args the file to write
   */
  public static void main(String[] args) throws IOException {
    Random random = new Random(1);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])))) {
      writeHead(out);
      for (int word = 0; word < WORDS; word++) {
        writeEntry(out, word == 0 ? "</s>" : word(word), WORDS - word, 0);
      }
      for (int label = 0; label < LABELS; label++) {
        writeEntry(out, label(label), LABELS - label, 1);
      }
      out.write(0); // a dense input matrix
      writeMatrix(out, (long) WORDS + BUCKETS, random);
      out.write(0); // a dense output matrix
      writeMatrix(out, LABELS, random);
    }
  }

  private static void writeHead(OutputStream out) throws IOException {
    ByteBuffer head = buffer(8 + 4 * ARGUMENTS.length + 8 + 28);
    head.putInt(793712314).putInt(12);
    for (int argument : ARGUMENTS) {
      head.putInt(argument);
    }
    head.putDouble(1e-4);
    head.putInt(WORDS + LABELS).putInt(WORDS).putInt(LABELS).putLong(WORDS).putLong(NOT_PRUNED);
    out.write(head.array());
  }

  /** Pronounceable letters, a different word for each number. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder();
    for (int rest = number; rest > 0; rest /= 100) {
      word.append("bdfgklmnprstvwxyzcjh".charAt(rest % 100 / 5)).append("aeiou".charAt(rest % 5));
    }
    return word.toString();
  }

  private static String label(int number) {
    return String.format(
        Locale.ROOT,
        "__label__%c%c%c_Latn",
        'a' + number / 676,
        'a' + number / 26 % 26,
        'a' + number % 26);
  }

  private static void writeEntry(OutputStream out, String text, long count, int type)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(
        buffer(bytes.length + 10).put(bytes).put((byte) 0).putLong(count).put((byte) type).array());
  }

  private static void writeMatrix(OutputStream out, long rows, Random random) throws IOException {
    out.write(buffer(16).putLong(rows).putLong(DIMENSION).array());
    ByteBuffer row = buffer(DIMENSION * Float.BYTES);
    for (long i = 0; i < rows; i++) {
      row.clear();
      for (int column = 0; column < DIMENSION; column++) {
        row.putFloat(random.nextFloat() - 0.5f);
      }
      out.write(row.array());
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
