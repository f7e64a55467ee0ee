package io.millrace.it.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes in the ways that copying, cutting off and malice do. */
final class Mutator {
  private static final int MAX_EDITS = 6;
  private static final int MAX_EDIT_BYTES = 20;

  /** Numbers that sizes and counts are likely to go wrong at. */
  private static final List<Long> EXTREMES =
      List.of(0L, 1L, -1L, 0x7fffffffL, 0x80000000L, 0xffffffffL, Long.MAX_VALUE, Long.MIN_VALUE);

  private final Random random;
  private final List<byte[]> tokens;

  /**
   * @param random decides everything
   * @param tokens that mean something to the reader, to be put in anywhere
   */
  Mutator(Random random, List<String> tokens) {
    this.random = random;
    this.tokens =
        tokens.stream().map(token -> token.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  /** A damaged copy. */
  byte[] mutate(byte[] data) {
    return mutate(data, 0, data.length);
  }

  /**
   * A copy damaged within a range.
   *
   * @param from first byte that may change
   * @param to after the last that may
   */
  byte[] mutate(byte[] data, int from, int to) {
    byte[] mutant = data.clone();
    int edits = 1 + random.nextInt(MAX_EDITS);
    for (int i = 0; i < edits; i++) {
      int end = Math.max(from + 1, Math.min(to, mutant.length));
      if (mutant.length <= from + 1) {
        return mutant;
      }
      mutant = edit(mutant, from + random.nextInt(end - from));
    }
    return mutant;
  }

  private byte[] edit(byte[] data, int at) {
    int length = Math.min(data.length - at, 1 + random.nextInt(MAX_EDIT_BYTES));
    byte[] head = Arrays.copyOf(data, at);
    byte[] tail = Arrays.copyOfRange(data, at, data.length);
    return switch (random.nextInt(6)) {
      case 0 -> concat(head, Arrays.copyOfRange(tail, length, tail.length));
      case 1 -> concat(head, Arrays.copyOf(tail, length), tail);
      case 2 -> concat(head, token(), tail);
      case 3 -> random.nextInt(10) == 0 ? head : flipBit(data, at);
      case 4 -> overwrite(data, at, extreme());
      default -> overwrite(data, at, new byte[] {(byte) random.nextInt(256)});
    };
  }

  private byte[] token() {
    return tokens.get(random.nextInt(tokens.size()));
  }

  private byte[] extreme() {
    long value = EXTREMES.get(random.nextInt(EXTREMES.size()));
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, Integer.BYTES);
  }

  private byte[] flipBit(byte[] data, int at) {
    data[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return data;
  }

  private static byte[] overwrite(byte[] data, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, data, at, Math.min(bytes.length, data.length - at));
    return data;
  }

  private static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
