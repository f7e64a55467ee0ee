package io.millrace.training.data;

import io.millrace.io.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Entropy of single bytes: what a model would need that knows how often each byte comes and nothing
 * else. The yardstick below which a model has learned something.
 */
public final class ByteEntropy {
  private static final int BYTE_VALUES = 256;

  private ByteEntropy() {}

  /**
   * Counts the bytes of a data set's texts.
   *
   * @param dataset read once, from its start
   * @param tokenizer that its tokens come from
   * @param maxBytes after which counting stops: shards are shuffled, so their start is a sample
   * @return bits per byte
   */
  public static double ofTexts(ShardDataset dataset, Tokenizer tokenizer, long maxBytes)
      throws IOException {
    long[] counts = new long[BYTE_VALUES];
    long bytes = 0;
    dataset.seek(DataPosition.START);
    for (long row = 0; row < dataset.rows() && bytes < maxBytes; row++) {
      byte[] text = tokenizer.decode(dataset.next().tokens()).getBytes(StandardCharsets.UTF_8);
      for (byte value : text) {
        counts[Byte.toUnsignedInt(value)]++;
      }
      bytes += text.length;
    }
    return entropy(counts);
  }

  /**
   * Entropy of a distribution.
   *
   * @param counts how often each value comes
   * @return bits per value; 0 where there is none
   */
  static double entropy(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double bits = 0;
    for (long count : counts) {
      if (count > 0) {
        double share = (double) count / total;
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
