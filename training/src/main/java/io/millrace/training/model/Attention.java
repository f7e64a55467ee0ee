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
  private final ModelConfig config;
  private final RotaryPositions rotary;
  final BlockedAttention blocked;

  /**
   * @param recompute scope of nodes to be computed again in the backward pass
   * @param positions [T]
   * @param segments [T]
   * @param slicing of the T queries and the past
   */
  Attention(
      Ops tf,
      Ops recompute,
      ModelConfig config,
      Operand<TInt32> positions,
      Operand<TInt32> segments,
      Slicing slicing) {
    this.config = config;
    this.rotary = new RotaryPositions(tf.withSubScope("rotary"), config, positions);
    this.blocked =
        new BlockedAttention(
            config,
            Window.cut(recompute.withSubScope("windows"), segments, slicing.queryBlocks()),
            slicing.pastBlocks());
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
