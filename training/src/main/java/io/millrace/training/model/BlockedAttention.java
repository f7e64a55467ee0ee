package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Attention by blocks of queries, as FlashAttention-2 (2307.08691, Algorithms 1 and 2) computes it:
 * the forward pass keeps the result and the logarithm of each query's sum of exponentiated scores;
 * the backward computes the probabilities again. One block's are in memory at a time, as each block
 * waits for the one before. A block sees the past, and of its chunk what is not later than its end.
 *
 * <p>T is the chunk's length, P the past's, R a block's, k the number of key heads, q of query
 * heads a key head, w the head's width.
 */
final class BlockedAttention {
  private final ModelConfig config;
  private final List<Rows> blocks;
  private final Operand<TFloat32> mask; // [T, T]

  /**
   * @param blocks of the chunk's positions
   * @param mask added to the scores of the chunk's own keys [T, T]
   */
  BlockedAttention(ModelConfig config, List<Rows> blocks, Operand<TFloat32> mask) {
    this.config = config;
    this.blocks = blocks;
    this.mask = mask;
  }

  /**
   * What attention is computed from.
   *
   * @param queries [k, q, T, w]
   * @param keys of the chunk [k, T, w]
   * @param values of the chunk [k, T, w]
   * @param past keys and values of earlier chunks [2, k, P, w]
   */
  record Inputs(
      Operand<TFloat32> queries,
      Operand<TFloat32> keys,
      Operand<TFloat32> values,
      Operand<TFloat32> past) {

    List<Operand<TFloat32>> all() {
      return List.of(queries, keys, values, past);
    }
  }

  /**
   * What the queries attend to.
   *
   * @param weighed sums of the values [k, q, T, w]
   * @param logSums logarithms of the sums of the exponentiated scores [k, q, T, 1]
   */
  record Attended(Operand<TFloat32> weighed, Operand<TFloat32> logSums) {}

  /** Adds the nodes of the forward pass. */
  Attended attend(Ops tf, Inputs inputs) {
    QueryBlock.Seen past = past(tf, inputs);
    List<Operand<TFloat32>> weighed = new ArrayList<>();
    List<Operand<TFloat32>> logSums = new ArrayList<>();
    Ops block = tf;
    for (Rows rows : blocks) {
      QueryBlock.Attended attended =
          queries(block, rows, inputs).attend(block, List.of(past, own(block, rows, inputs)));
      weighed.add(byHead(tf, rows, attended.weighed(), config.headWidth()));
      logSums.add(byHead(tf, rows, attended.logSums(), 1));
      block = tf.withControlDependencies(attended.weighed());
    }
    return new Attended(Rows.join(tf, weighed, 2), Rows.join(tf, logSums, 2));
  }

  /**
   * Adds the nodes of the backward pass.
   *
   * @param logSums as {@link #attend} gave them
   * @param upstream gradient of the weighed values [k, q, T, w]
   * @param inner products of the weighed values and their gradients [k, q, T, 1]
   * @return gradients of {@link Inputs#all}
   */
  List<Operand<TFloat32>> gradients(
      Ops tf,
      Inputs inputs,
      Operand<TFloat32> logSums,
      Operand<TFloat32> upstream,
      Operand<TFloat32> inner) {
    QueryBlock.Seen past = past(tf, inputs);
    Sum pastKeys = new Sum();
    Sum pastValues = new Sum();
    Sum keys = new Sum();
    Sum values = new Sum();
    List<Operand<TFloat32>> queries = new ArrayList<>();
    Ops block = tf;
    for (Rows rows : blocks) {
      QueryBlock queryBlock = queries(block, rows, inputs);
      var ofLogSums = joined(block, rows, logSums, 1);
      var ofUpstream = joined(block, rows, upstream, config.headWidth());
      var ofInner = joined(block, rows, inner, 1);
      var own =
          queryBlock.gradients(block, own(block, rows, inputs), ofLogSums, ofUpstream, ofInner);
      var earlier = queryBlock.gradients(block, past, ofLogSums, ofUpstream, ofInner);
      pastKeys.add(block, earlier.keys());
      pastValues.add(block, earlier.values());
      keys.add(block, padded(block, rows, own.keys()));
      values.add(block, padded(block, rows, own.values()));
      Operand<TFloat32> ofQueries =
          scaled(block, block.math.add(own.queries(), earlier.queries())); // [k, q·R, w]
      queries.add(byHead(block, rows, ofQueries, config.headWidth()));
      block = tf;
      for (Sum sum : List.of(pastKeys, pastValues, keys, values)) {
        // One at a time: scopes of gradients take no more at once.
        block = block.withControlDependencies(sum.value);
      }
    }
    return List.of(
        Rows.join(tf, queries, 2),
        keys.value,
        values.value,
        tf.stack(List.of(pastKeys.value, pastValues.value)));
  }

  /** A sum that grows block by block. */
  private static final class Sum {
    private Operand<TFloat32> value;

    void add(Ops tf, Operand<TFloat32> summand) {
      value = value == null ? summand : tf.math.add(value, summand);
    }
  }

  private static QueryBlock.Seen past(Ops tf, Inputs inputs) {
    List<? extends Operand<TFloat32>> parts = tf.unstack(inputs.past, 2L).output(); // 2 × [k, P, w]
    return new QueryBlock.Seen(parts.get(0), parts.get(1), null);
  }

  private QueryBlock.Seen own(Ops tf, Rows rows, Inputs inputs) {
    return new QueryBlock.Seen(
        rows.upToEnd(tf, inputs.keys, 3, 1),
        rows.upToEnd(tf, inputs.values, 3, 1),
        rows.upToEnd(tf, rows.of(tf, mask, 2, 0), 2, 1));
  }

  private QueryBlock queries(Ops tf, Rows rows, Inputs inputs) {
    return new QueryBlock(scaled(tf, joined(tf, rows, inputs.queries, config.headWidth())));
  }

  private Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> x) {
    return tf.math.mul(x, tf.constant((float) (1 / Math.sqrt(config.headWidth()))));
  }

  /** A block's rows of [k, q, T, width] as [k, q·R, width]. */
  private Operand<TFloat32> joined(Ops tf, Rows rows, Operand<TFloat32> x, int width) {
    int[] joined = {config.keyValueHeads(), -1, width};
    return tf.reshape(rows.of(tf, x, 4, 2), tf.constant(joined));
  }

  /** From [k, q·R, width] to [k, q, R, width]. */
  private Operand<TFloat32> byHead(Ops tf, Rows rows, Operand<TFloat32> x, int width) {
    Operand<TInt32> apart =
        tf.stack(
            List.of(
                tf.constant(config.keyValueHeads()),
                tf.constant(config.queriesPerKey()),
                rows.count(),
                tf.constant(width)));
    return tf.reshape(x, apart);
  }

  /** Zeros for the keys that a block does not see: from [k, end, w] to [k, T, w]. */
  private Operand<TFloat32> padded(Ops tf, Rows rows, Operand<TFloat32> x) {
    Operand<TInt32> none = tf.constant(new int[] {0, 0});
    Operand<TInt32> length = blocks.get(blocks.size() - 1).end();
    Operand<TInt32> behind = tf.stack(List.of(tf.constant(0), tf.math.sub(length, rows.end())));
    return tf.pad(x, tf.stack(List.of(none, behind, none)), tf.constant(0f));
  }
}
