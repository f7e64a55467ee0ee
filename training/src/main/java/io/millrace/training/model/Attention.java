package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Grouped-query attention (2305.13245) of a chunk of T positions to itself and to P positions of
 * earlier chunks. k is the number of key heads, q of query heads a key head, w the head's width.
 *
 * <p>What grows with the past is built in a scope that the backward pass computes again, so that it
 * is never kept.
 */
final class Attention {
  /** Added to the score of a position that may not be attended to. */
  private static final float MASKED = -1e9f;

  private final ModelConfig config;
  private final RotaryPositions rotary;
  private final Operand<TFloat32> mask; // [T, P+T]

  /**
   * @param recompute scope of nodes to be computed again in the backward pass
   * @param positions [T]
   * @param segments [T]
   * @param past P, scalar
   */
  Attention(
      Ops tf,
      Ops recompute,
      ModelConfig config,
      Operand<TInt32> positions,
      Operand<TInt32> segments,
      Operand<TInt32> past) {
    this.config = config;
    this.rotary = new RotaryPositions(tf.withSubScope("rotary"), config, positions);
    this.mask = mask(recompute.withSubScope("mask"), segments, past);
  }

  /**
   * 0 where the key is of the past, or no later than the query and of its segment. Only a chunk of
   * one segment has a past.
   *
   * @return [T, P+T]
   */
  private static Operand<TFloat32> mask(Ops tf, Operand<TInt32> segments, Operand<TInt32> past) {
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> one = tf.constant(1);
    Operand<TInt32> length = tf.size(segments);
    Operand<TInt32> indexes = tf.range(zero, length, one); // [T]
    var notLater = tf.math.lessEqual(tf.expandDims(indexes, zero), tf.expandDims(indexes, one));
    var sameSegment = tf.math.equal(tf.expandDims(segments, zero), tf.expandDims(segments, one));
    Operand<TFloat32> within =
        tf.select(tf.math.logicalAnd(notLater, sameSegment), tf.constant(0f), tf.constant(MASKED));
    Operand<TFloat32> toPast = tf.fill(tf.stack(List.of(length, past)), tf.constant(0f)); // [T, P]
    return tf.concat(List.of(toPast, within), one); // [T, P+T]
  }

  /**
   * Splits queries into heads and turns them.
   *
   * @param query [T, k·q·w]
   * @return turned queries [k, q, T, w]
   */
  Operand<TFloat32> queries(Ops tf, Operand<TFloat32> query) {
    int[] apart = {-1, config.keyValueHeads(), config.queriesPerKey(), config.headWidth()};
    Operand<TFloat32> heads = tf.reshape(query, tf.constant(apart)); // [T, k, q, w]
    Operand<TFloat32> byHead =
        tf.linalg.transpose(heads, tf.constant(new int[] {1, 2, 0, 3})); // [k, q, T, w]
    return rotary.rotate(tf, byHead);
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
   * @param recompute scope of nodes to be computed again in the backward pass
   * @param queries [k, q, T, w]
   * @param keys of the chunk [k, T, w]
   * @param values of the chunk [k, T, w]
   * @param past keys and values of earlier chunks [2, k, P, w]
   * @return [T, k·q·w]
   */
  Operand<TFloat32> attend(
      Ops recompute,
      Operand<TFloat32> queries,
      Operand<TFloat32> keys,
      Operand<TFloat32> values,
      Operand<TFloat32> past) {
    Ops tf = recompute;
    List<? extends Operand<TFloat32>> pastParts = tf.unstack(past, 2L).output(); // 2 × [k, P, w]
    Operand<TFloat32> allKeys =
        tf.concat(List.of(pastParts.get(0), keys), tf.constant(1)); // [k, P+T, w]
    Operand<TFloat32> allValues =
        tf.concat(List.of(pastParts.get(1), values), tf.constant(1)); // [k, P+T, w]
    Operand<TInt32> queryShape = tf.shape(queries);
    int[] joined = {config.keyValueHeads(), -1, config.headWidth()};
    Operand<TFloat32> rows = tf.reshape(queries, tf.constant(joined)); // [k, q·T, w]
    Operand<TFloat32> scores =
        tf.train.batchMatMul(
            rows, allKeys, TFloat32.class, BatchMatMul.adjY(true)); // [k, q·T, P+T]
    Operand<TFloat32> probabilities = probabilities(tf, scores); // [k, q·T, P+T]
    Operand<TFloat32> weighed =
        tf.train.batchMatMul(probabilities, allValues, TFloat32.class); // [k, q·T, w]
    Operand<TFloat32> byHead = tf.reshape(weighed, queryShape); // [k, q, T, w]
    Operand<TFloat32> byPosition =
        tf.linalg.transpose(byHead, tf.constant(new int[] {2, 0, 1, 3})); // [T, k, q, w]
    return tf.reshape(byPosition, tf.constant(new int[] {-1, config.width()})); // [T, k·q·w]
  }

  private Operand<TFloat32> probabilities(Ops tf, Operand<TFloat32> scores) {
    Operand<TInt32> joined = tf.shape(scores); // [k, q·T, P+T]
    Operand<TInt32> maskShape = tf.shape(mask);
    Operand<TInt32> heads = tf.constant(new int[] {config.keyValueHeads(), config.queriesPerKey()});
    Operand<TInt32> apart = tf.concat(List.of(heads, maskShape), tf.constant(0));
    float scale = (float) (1 / Math.sqrt(config.headWidth()));
    Operand<TFloat32> scaled =
        tf.math.mul(tf.reshape(scores, apart), tf.constant(scale)); // [k, q, T, P+T]
    Operand<TFloat32> masked = tf.math.add(scaled, mask); // [k, q, T, P+T]
    return tf.nn.softmax(tf.reshape(masked, joined)); // [k, q·T, P+T]
  }
}
