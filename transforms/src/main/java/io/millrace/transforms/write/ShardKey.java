package io.millrace.transforms.write;

import io.millrace.io.shard.ShardSchema;
import java.util.Locale;

/**
 * One of the files that share a prefix.
 *
 * @param prefix begins the file's path below the output
 * @param shard from 0
 * @param shards how many there are
 */
record ShardKey(String prefix, long shard, long shards) {
  /** The shard whose range of orders, an equal part of all unsigned ones, holds {@code order}. */
  static ShardKey of(String prefix, long order, long shards) {
    return new ShardKey(prefix, unsignedMultiplyHigh(order, shards), shards);
  }

  /** The upper 64 bits of the product; the JDK has this from version 18 on. */
  private static long unsignedMultiplyHigh(long unsigned, long nonNegative) {
    long high = Math.multiplyHigh(unsigned, nonNegative);
    return unsigned < 0 ? high + nonNegative : high;
  }

  /** The file's path below the output. */
  String path(ShardSchema.Container container) {
    String name = String.format(Locale.ROOT, "part-%05d-of-%05d", shard, shards);
    return prefix + name + container.suffix();
  }
}
