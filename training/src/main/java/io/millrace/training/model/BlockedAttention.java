package io.millrace.training.model;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Attention by blocks of queries and of keys, as FlashAttention-2 (2307.08691, Algorithms 1 and 2)
 * computes it: the forward pass keeps the result and the logarithm of each query's sum of
 * exponentiated scores; the backward computes the probabilities again. One block's are in memory at
 * a time, as each block waits for the one before. Queries see all blocks of the past, and of their
 * chunk a {@link Window}.
 *
 * <p>T is the chunk's length, P the past's, R a block's of queries, S a block's of keys, k the
 * number of key heads, q of query heads a key head, w the head's width. The queries of all heads
 * that share a key are rows next to each other.
 */
final class BlockedAttention {
  private final float scale;
  private final Windows windows;
  private final List<Rows.Slice> past;

  /**
   * @param headWidth w
   * @param windows of the chunk
   * @param past blocks of the P positions before it; each is copied only when its turn has come
   */
  BlockedAttention(int headWidth, Windows windows, List<Rows.Slice> past) {
    this.scale = (float) (1 / Math.sqrt(headWidth));
    this.windows = windows;
    this.past = past;
  }

  /**
   * What attention is computed from.
   *
   * @param queries [k, T·q, w]
   * @param keys of the chunk [k, T, w]
   * @param values of the chunk [k, T, w]
   * @param past keys and values of earlier chunks and, in a backward pass, of later ones behind
   *     them [2, k, P and more, w]
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
   * @param weighed means of the values [k, T·q, w]
   * @param logSums logarithms of the sums of the exponentiated scores [k, T·q, 1]
   */
  record Attended(Operand<TFloat32> weighed, Operand<TFloat32> logSums) {}

  /** Adds the nodes of the forward pass. */
  Attended attend(Ops tf, Inputs inputs) {
    List<QueryBlock> blocks = queries(tf, inputs);
    List<QueryBlock.Partial> partials = new ArrayList<>();
    Ops inTurn = tf;
    for (int i = 0; i < blocks.size(); i++) {
      QueryBlock.Partial own = blocks.get(i).attend(inTurn, own(inTurn, i, inputs));
      partials.add(own);
      inTurn = tf.withControlDependencies(own.sum(), own.weighed());
    }
    KeyValues earlier = KeyValues.of(tf, inputs.past);
    for (Rows.Slice positions : past) {
      QueryBlock.Seen seen = QueryBlock.Seen.all(earlier.at(inTurn, positions));
      for (int i = 0; i < blocks.size(); i++) {
        QueryBlock.Partial more = blocks.get(i).attend(inTurn, seen, partials.get(i));
        partials.set(i, more);
        inTurn = tf.withControlDependencies(more.sum(), more.weighed());
      }
    }
    return new Attended(
        Rows.join(tf, partials.stream().map(partial -> partial.mean(tf)).toList(), 1),
        Rows.join(tf, partials.stream().map(partial -> partial.logSum(tf)).toList(), 1));
  }

  /**
   * Adds the nodes of the backward pass.
   *
   * @param logSums as {@link #attend} gave them
   * @param upstream gradient of the weighed values [k, T·q, w]
   * @param inner products of the weighed values and their gradients [k, T·q, 1]
   * @return gradients of {@link Inputs#all}; of the past, for its first P positions
   */
  List<Operand<TFloat32>> gradients(
      Ops tf,
      Inputs inputs,
      Operand<TFloat32> logSums,
      Operand<TFloat32> upstream,
      Operand<TFloat32> inner) {
    List<QueryBlock> queries = queries(tf, inputs);
    List<Operand<TFloat32>> logSumsByBlock = windows.split(tf, logSums);
    List<Operand<TFloat32>> upstreamByBlock = windows.split(tf, upstream);
    List<Operand<TFloat32>> innerByBlock = windows.split(tf, inner);
    List<QueryBlock.Differentiated> blocks = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      blocks.add(
          new QueryBlock.Differentiated(
              queries.get(i), logSumsByBlock.get(i), upstreamByBlock.get(i), innerByBlock.get(i)));
    }
    Backward backward = new Backward(tf, blocks);
    KeyValues ofOwn = backward.throughOwn(inputs);
    Operand<TFloat32> ofPast = backward.throughPast(inputs);
    return List.of(backward.ofQueries(), ofOwn.keys(), ofOwn.values(), ofPast);
  }

  /** A backward pass: first through the keys and values of the chunk, then through the past's. */
  private final class Backward {
    private final Ops tf;
    private final List<QueryBlock.Differentiated> blocks;
    private final List<Operand<TFloat32>> ofQueries = new ArrayList<>(); // blocks × [k, R·q, w]
    private List<Operand<TFloat32>> done = List.of();

    Backward(Ops tf, List<QueryBlock.Differentiated> blocks) {
      this.tf = tf;
      this.blocks = blocks;
    }

    /** Gradients of the chunk's keys and values [k, T, w]. */
    KeyValues throughOwn(Inputs inputs) {
      KeyValues sum = null;
      for (int i = 0; i < blocks.size(); i++) {
        QueryBlock.Gradients own = blocks.get(i).after(tf, done).gradients(tf, own(tf, i, inputs));
        ofQueries.add(own.queries());
        sum = windows.all().get(i).padded(tf, own.seen()).plus(tf, sum);
        done = List.of(own.queries(), sum.keys(), sum.values());
      }
      return sum;
    }

    /** Gradients of the past's keys and values [2, k, P, w]. */
    Operand<TFloat32> throughPast(Inputs inputs) {
      KeyValues earlier = KeyValues.of(tf, inputs.past);
      List<Operand<TFloat32>> sums = new ArrayList<>(); // [2, k, S, w]
      for (Rows.Slice positions : past) {
        QueryBlock.Seen seen = QueryBlock.Seen.all(earlier.after(tf, done).at(tf, positions));
        KeyValues sum = null;
        for (int i = 0; i < blocks.size(); i++) {
          QueryBlock.Gradients through = blocks.get(i).after(tf, done).gradients(tf, seen);
          ofQueries.set(i, tf.math.add(ofQueries.get(i), through.queries()));
          sum = through.seen().plus(tf, sum);
          done = List.of(ofQueries.get(i), sum.keys(), sum.values());
        }
        sums.add(sum.stacked(tf));
      }
      return Rows.join(tf, sums, 2);
    }

    /** Gradients of the queries [k, T·q, w], once all else is computed. */
    Operand<TFloat32> ofQueries() {
      return scaled(tf, Rows.join(tf, ofQueries, 1));
    }
  }

  private QueryBlock.Seen own(Ops tf, int block, Inputs inputs) {
    return windows.all().get(block).of(tf, new KeyValues(inputs.keys, inputs.values));
  }

  private List<QueryBlock> queries(Ops tf, Inputs inputs) {
    return windows.split(tf, scaled(tf, inputs.queries)).stream().map(QueryBlock::new).toList();
  }

  private Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> x) {
    return tf.math.mul(x, tf.constant(scale));
  }
}
