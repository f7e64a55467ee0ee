package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Attention by blocks of queries and of keys, as FlashAttention-2 (2307.08691, Algorithms 1 and 2)
 * computes it: the forward pass keeps the result and the logarithm of each query's sum of
 * exponentiated scores; the backward computes the probabilities again. One block's are in memory at
 * a time, as each block waits for the one before. Queries see all blocks of the past, and of their
 * chunk a {@link Window}.
 *
 * <p>T is the chunk's length, P the past's, R a block's, k the number of key heads, q of query
 * heads a key head, w the head's width.
 */
final class BlockedAttention {
  private final ModelConfig config;
  private final List<Window> windows;
  private final int pastBlocks;

  /**
   * @param windows of the chunk
   * @param pastBlocks into how many blocks the P positions of the past are cut
   */
  BlockedAttention(ModelConfig config, List<Window> windows, int pastBlocks) {
    this.config = config;
    this.windows = windows;
    this.pastBlocks = pastBlocks;
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
    List<QueryBlock.Seen> past = past(tf, inputs);
    List<Operand<TFloat32>> weighed = new ArrayList<>();
    List<Operand<TFloat32>> logSums = new ArrayList<>();
    Ops block = tf;
    for (Window window : windows) {
      Rows rows = window.queries();
      QueryBlock.Attended attended =
          queries(block, rows, inputs).attend(block, own(block, window, inputs), past);
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
    List<QueryBlock.Seen> past = past(tf, inputs);
    List<Sum> pastSums = past.stream().map(part -> new Sum()).toList();
    Sum ownSum = new Sum();
    List<Operand<TFloat32>> queries = new ArrayList<>();
    List<Operand<TFloat32>> before = List.of();
    for (Window window : windows) {
      Rows rows = window.queries();
      QueryBlock.Differentiated block =
          new QueryBlock.Differentiated(
              queries(tf, rows, inputs),
              joined(tf, rows, logSums, 1),
              joined(tf, rows, upstream, config.headWidth()),
              joined(tf, rows, inner, 1));
      QueryBlock.Gradients own = block.after(tf, before).gradients(tf, own(tf, window, inputs));
      ownSum.add(tf, padded(tf, window, own.keys()), padded(tf, window, own.values()));
      Operand<TFloat32> ofQueries = own.queries(); // [k, q·R, w]
      before = List.of(ofQueries, ownSum.keys, ownSum.values);
      for (int i = 0; i < past.size(); i++) {
        Sum pastSum = pastSums.get(i);
        QueryBlock.Gradients earlier = block.after(tf, before).gradients(tf, past.get(i));
        pastSum.add(tf, earlier.keys(), earlier.values());
        ofQueries = tf.math.add(ofQueries, earlier.queries());
        before = List.of(ofQueries, pastSum.keys, pastSum.values);
      }
      queries.add(byHead(tf, rows, scaled(tf, ofQueries), config.headWidth()));
    }
    return List.of(
        Rows.join(tf, queries, 2),
        ownSum.keys,
        ownSum.values,
        tf.stack(
            List.of(
                Rows.join(tf, pastSums.stream().map(sum -> sum.keys).toList(), 1),
                Rows.join(tf, pastSums.stream().map(sum -> sum.values).toList(), 1))));
  }

  /** Gradients of keys and values, which grow block by block. */
  private static final class Sum {
    private Operand<TFloat32> keys;
    private Operand<TFloat32> values;

    void add(Ops tf, Operand<TFloat32> ofKeys, Operand<TFloat32> ofValues) {
      keys = keys == null ? ofKeys : tf.math.add(keys, ofKeys);
      values = values == null ? ofValues : tf.math.add(values, ofValues);
    }
  }

  private List<QueryBlock.Seen> past(Ops tf, Inputs inputs) {
    List<? extends Operand<TFloat32>> parts = tf.unstack(inputs.past, 2L).output(); // 2 × [k, P, w]
    Operand<TInt32> length = tf.gather(tf.shape(inputs.past), tf.constant(2), tf.constant(0)); // P
    return Rows.blocks(tf, length, pastBlocks).stream()
        .map(
            rows ->
                new QueryBlock.Seen(
                    rows.of(tf, parts.get(0), 3, 1), rows.of(tf, parts.get(1), 3, 1), null))
        .toList();
  }

  private static QueryBlock.Seen own(Ops tf, Window window, Inputs inputs) {
    return new QueryBlock.Seen(
        window.keys().of(tf, inputs.keys, 3, 1),
        window.keys().of(tf, inputs.values, 3, 1),
        window.mask());
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

  /** Zeros for the keys that a window does not show: from [k, S, w] to [k, T, w]. */
  private Operand<TFloat32> padded(Ops tf, Window window, Operand<TFloat32> x) {
    Operand<TInt32> none = tf.constant(new int[] {0, 0});
    Operand<TInt32> length = windows.get(windows.size() - 1).queries().end();
    Operand<TInt32> around =
        tf.stack(List.of(window.keys().from(), tf.math.sub(length, window.keys().end())));
    return tf.pad(x, tf.stack(List.of(none, around, none)), tf.constant(0f));
  }
}
