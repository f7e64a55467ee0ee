package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Grouped-query attention (2305.13245) of a chunk of T positions to itself and to P positions of
 * earlier chunks. k is the number of key heads, q of query heads a key head, w the head's width.
 */
class Attention {
  /** Added to the score of a position that may not be attended to. */
  private static final float MASKED = -1e9f;

  private final ModelConfig config;
  private final RotaryPositions rotary;
  final BlockedAttention blocked;

  /**
   * @param recompute scope of nodes to be computed again in the backward pass
   * @param positions [T]
   * @param segments [T]
   * @param queryBlocks into how many blocks the T queries are cut
   */
  Attention(
      Ops tf,
      Ops recompute,
      ModelConfig config,
      Operand<TInt32> positions,
      Operand<TInt32> segments,
      int queryBlocks) {
    this.config = config;
    this.rotary = new RotaryPositions(tf.withSubScope("rotary"), config, positions);
    Ops blocks = recompute.withSubScope("blocks");
    this.blocked =
        new BlockedAttention(
            config,
            Rows.blocks(blocks, blocks.size(segments), queryBlocks),
            mask(recompute.withSubScope("mask"), segments));
  }

  /**
   * 0 where the key is no later than the query and of its segment. Only a chunk of one segment has
   * a past, all of which may be attended to.
   *
   * @return [T, T]
   */
  private static Operand<TFloat32> mask(Ops tf, Operand<TInt32> segments) {
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> one = tf.constant(1);
    Operand<TInt32> indexes = tf.range(zero, tf.size(segments), one); // [T]
    var notLater = tf.math.lessEqual(tf.expandDims(indexes, zero), tf.expandDims(indexes, one));
    var sameSegment = tf.math.equal(tf.expandDims(segments, zero), tf.expandDims(segments, one));
    return tf.select(
        tf.math.logicalAnd(notLater, sameSegment), tf.constant(0f), tf.constant(MASKED));
  }

  /**
   * Splits queries into heads and turns them.
   *
   * @param query [T, k·q·w]
   * @return turned queries [k, q, T, w]
   */
  Operand<TFloat32> queries(Ops tf, Operand<TFloat32> query) {
    return rotary.rotate(tf, byHead(tf, query));
  }

  /**
   * Splits keys into heads and turns them.
   *
   * @param key [T, k·w]
   * @return turned keys [k, T, w]
   */
  Operand<TFloat32> keys(Ops tf, Operand<TFloat32> key) {
    return rotary.rotate(tf, values(tf, key));
  }

  /**
   * Splits values into heads.
   *
   * @param value [T, k·w]
   * @return values [k, T, w]
   */
  Operand<TFloat32> values(Ops tf, Operand<TFloat32> value) {
    int[] apart = {-1, config.keyValueHeads(), config.headWidth()};
    Operand<TFloat32> heads = tf.reshape(value, tf.constant(apart)); // [T, k, w]
    return tf.linalg.transpose(heads, tf.constant(new int[] {1, 0, 2})); // [k, T, w]
  }

  /**
   * Weighs the values.
   *
   * @param tf scope of a layer
   * @param inputs keys and values of the chunk and of earlier ones, and the queries to them
   * @return [T, k·q·w]
   */
  Operand<TFloat32> attend(Ops tf, BlockedAttention.Inputs inputs) {
    return byPosition(tf, blocked.attend(tf, inputs).weighed());
  }

  /** From [T, k·q·w] to [k, q, T, w]. */
  final Operand<TFloat32> byHead(Ops tf, Operand<TFloat32> x) {
    int[] apart = {-1, config.keyValueHeads(), config.queriesPerKey(), config.headWidth()};
    Operand<TFloat32> heads = tf.reshape(x, tf.constant(apart)); // [T, k, q, w]
    return tf.linalg.transpose(heads, tf.constant(new int[] {1, 2, 0, 3}));
  }

  /** From [k, q, T, w] to [T, k·q·w]. */
  final Operand<TFloat32> byPosition(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> byPosition =
        tf.linalg.transpose(x, tf.constant(new int[] {2, 0, 1, 3})); // [T, k, q, w]
    return tf.reshape(byPosition, tf.constant(new int[] {-1, config.width()}));
  }
}
