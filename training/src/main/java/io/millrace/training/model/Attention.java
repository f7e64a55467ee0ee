package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Grouped-query attention (2305.13245) of a chunk of T positions to itself and to P positions of
 * earlier chunks; what it keeps for the backward pass does not grow with the past. k is the number
 * of key heads, q of query heads a key head, w the head's width.
 */
final class Attention {
  /** Swaps the first two of three axes. */
  private static final int[] SWAPPED = {1, 0, 2};

  private final ModelConfig config;
  private final RotaryPositions rotary;
  private final BlockedAttention blocked;
  private final Differentiation differentiation;

  /**
   * @param recompute scope of nodes to be computed again in the backward pass
   * @param positions [T]
   * @param segments [T]
   * @param pastLength P, scalar
   * @param slicing of the T queries and the past
   */
  Attention(
      Ops tf,
      Ops recompute,
      ModelConfig config,
      Operand<TInt32> positions,
      Operand<TInt32> segments,
      Operand<TInt32> pastLength,
      Slicing slicing,
      Differentiation differentiation) {
    this.config = config;
    this.differentiation = differentiation;
    this.rotary =
        new RotaryPositions(tf.withSubScope("rotary"), config, positions, differentiation);
    this.blocked =
        new BlockedAttention(
            config.headWidth(),
            Windows.cut(
                recompute.withSubScope("windows"),
                segments,
                slicing.queryBlocks(),
                config.queriesPerKey()),
            past(recompute.withSubScope("past_blocks"), pastLength, slicing.pastBlocks()));
  }

  private static List<Rows.Slice> past(Ops tf, Operand<TInt32> length, int blocks) {
    return Rows.blocks(tf, length, blocks).stream().map(rows -> rows.slice(tf, 3, 1)).toList();
  }

  /**
   * Splits queries into heads and turns them.
   *
   * @param query [T, k·q·w]
   * @return turned queries [k, T·q, w]
   */
  Operand<TFloat32> queries(Ops tf, Operand<TFloat32> query) {
    return byKey(tf, rotary.rotate(tf, byHead(tf, query, config.heads())));
  }

  /**
   * Splits keys into heads and turns them.
   *
   * @param key [T, k·w]
   * @return turned keys [k, T, w]
   */
  Operand<TFloat32> keys(Ops tf, Operand<TFloat32> key) {
    return tf.linalg.transpose(
        rotary.rotate(tf, byHead(tf, key, config.keyValueHeads())), tf.constant(SWAPPED));
  }

  /**
   * Splits values into heads.
   *
   * @param value [T, k·w]
   * @return values [k, T, w]
   */
  Operand<TFloat32> values(Ops tf, Operand<TFloat32> value) {
    return tf.linalg.transpose(byHead(tf, value, config.keyValueHeads()), tf.constant(SWAPPED));
  }

  /** From [T, heads·w] to [T, heads, w]. */
  private Operand<TFloat32> byHead(Ops tf, Operand<TFloat32> x, int heads) {
    return tf.reshape(x, tf.constant(new int[] {-1, heads, config.headWidth()}));
  }

  /**
   * Weighs the values.
   *
   * @param tf scope of a layer
   * @param inputs keys and values of the chunk and of earlier ones, and the queries to them
   * @return [T, k·q·w]
   */
  Operand<TFloat32> attend(Ops tf, BlockedAttention.Inputs inputs) {
    BlockedAttention.Attended attended = blocked.attend(tf, inputs);
    Operand<TFloat32> weighed = byPosition(tf, attended.weighed()); // [T, k·q·w]
    return differentiation.attach(
        tf,
        weighed,
        inputs.all(),
        (scope, upstream) -> gradients(scope, inputs, weighed, attended.logSums(), upstream));
  }

  private List<Operand<TFloat32>> gradients(
      Ops tf,
      BlockedAttention.Inputs inputs,
      Operand<TFloat32> weighed,
      Operand<TFloat32> logSums,
      Operand<TFloat32> upstream) {
    Operand<TFloat32> products = byKey(tf, tf.math.mul(weighed, upstream)); // [k, T·q, w]
    Operand<TFloat32> inner =
        tf.reduceSum(products, tf.constant(2), ReduceSum.keepDims(true)); // [k, T·q, 1]
    return blocked.gradients(tf, inputs, logSums, byKey(tf, upstream), inner);
  }

  /** From [T, k·q·w], or its heads apart, to [k, T·q, w]. */
  private Operand<TFloat32> byKey(Ops tf, Operand<TFloat32> x) {
    int[] apart = {-1, config.keyValueHeads(), config.queriesPerKey() * config.headWidth()};
    Operand<TFloat32> byKey =
        tf.linalg.transpose(tf.reshape(x, tf.constant(apart)), tf.constant(SWAPPED)); // [k, T, q·w]
    return tf.reshape(
        byKey, tf.constant(new int[] {config.keyValueHeads(), -1, config.headWidth()}));
  }

  /** From [k, T·q, w] to [T, k·q·w]. */
  private Operand<TFloat32> byPosition(Ops tf, Operand<TFloat32> x) {
    int[] apart = {config.keyValueHeads(), -1, config.queriesPerKey() * config.headWidth()};
    Operand<TFloat32> byPosition =
        tf.linalg.transpose(tf.reshape(x, tf.constant(apart)), tf.constant(SWAPPED)); // [T, k, q·w]
    return tf.reshape(byPosition, tf.constant(new int[] {-1, config.width()}));
  }
}
