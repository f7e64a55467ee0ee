package io.millrace.training.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/**
 * A block of queries: R positions, at each the q heads that share one of the k key heads, w wide.
 *
 * @param queries divided by √w [k, R·q, w]
 */
record QueryBlock(Operand<TFloat32> queries) {

  /**
   * Some of what a block attends to.
   *
   * @param keyValues of S positions
   * @param mask added to the scores [R·q, S]; null for none
   */
  record Seen(KeyValues keyValues, Operand<TFloat32> mask) {
    /** What every query of a block attends to. */
    static Seen all(KeyValues keyValues) {
      return new Seen(keyValues, null);
    }
  }

  /**
   * What the queries have attended to so far, scores exponentiated relative to their highest.
   *
   * @param highest score [k, R·q, 1]
   * @param sum of the exponentiated scores [k, R·q, 1]
   * @param weighed sums of the values by the exponentiated scores [k, R·q, w]
   */
  record Partial(Operand<TFloat32> highest, Operand<TFloat32> sum, Operand<TFloat32> weighed) {
    /** The values' means by the exponentiated scores [k, R·q, w]. */
    Operand<TFloat32> mean(Ops tf) {
      return tf.math.div(weighed, sum);
    }

    /** Logarithms of the sums of the exponentiated scores [k, R·q, 1]. */
    Operand<TFloat32> logSum(Ops tf) {
      return tf.math.add(highest, tf.math.log(sum));
    }
  }

  /**
   * Gradients of a block and what it sees.
   *
   * @param queries of the divided queries [k, R·q, w]
   * @param seen of the keys and values
   */
  record Gradients(Operand<TFloat32> queries, KeyValues seen) {}

  /**
   * Weighs the first values.
   *
   * @param seen its mask hides no query's all
   */
  Partial attend(Ops tf, Seen seen) {
    Operand<TFloat32> scores = scores(tf, seen);
    Operand<TFloat32> highest = highest(tf, scores);
    Operand<TFloat32> weights = tf.math.exp(tf.math.sub(scores, highest)); // [k, R·q, S]
    return new Partial(highest, sum(tf, weights), weighed(tf, weights, seen));
  }

  /**
   * Weighs further values.
   *
   * @param seen may be empty
   * @param before what was weighed already
   */
  Partial attend(Ops tf, Seen seen, Partial before) {
    Operand<TFloat32> scores = scores(tf, seen);
    Operand<TFloat32> highest = tf.math.maximum(before.highest, highest(tf, scores));
    Operand<TFloat32> shrunk = tf.math.exp(tf.math.sub(before.highest, highest)); // [k, R·q, 1]
    Operand<TFloat32> weights = tf.math.exp(tf.math.sub(scores, highest)); // [k, R·q, S]
    return new Partial(
        highest,
        tf.math.add(tf.math.mul(before.sum, shrunk), sum(tf, weights)),
        tf.math.add(tf.math.mul(before.weighed, shrunk), weighed(tf, weights, seen)));
  }

  private static Operand<TFloat32> highest(Ops tf, Operand<TFloat32> scores) {
    return tf.reduceMax(scores, tf.constant(2), ReduceMax.keepDims(true));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> weights) {
    return tf.reduceSum(weights, tf.constant(2), ReduceSum.keepDims(true));
  }

  /** Sums of the values [k, R·q, w]. */
  private static Operand<TFloat32> weighed(Ops tf, Operand<TFloat32> weights, Seen seen) {
    return tf.train.batchMatMul(weights, seen.keyValues.values(), TFloat32.class);
  }

  /**
   * What a block's gradients are computed from.
   *
   * @param block the queries
   * @param logSums as {@link Partial#logSum} gave them
   * @param upstream gradient of the mean values [k, R·q, w]
   * @param inner products of the mean values and their gradients [k, R·q, 1]
   */
  record Differentiated(
      QueryBlock block,
      Operand<TFloat32> logSums,
      Operand<TFloat32> upstream,
      Operand<TFloat32> inner) {

    /** The same, but not before the upstream gradient and some others are there. */
    Differentiated after(Ops tf, List<Operand<TFloat32>> others) {
      List<Operand<TFloat32>> held = Barrier.after(tf, List.of(block.queries, upstream), others);
      return new Differentiated(new QueryBlock(held.get(0)), logSums, held.get(1), inner);
    }

    /** The gradients through one part of what is seen. */
    Gradients gradients(Ops tf, Seen seen) {
      Operand<TFloat32> probabilities =
          tf.math.exp(tf.math.sub(block.scores(tf, seen), logSums)); // [k, R·q, S]
      Operand<TFloat32> ofProbabilities =
          tf.train.batchMatMul(
              upstream,
              seen.keyValues.values(),
              TFloat32.class,
              BatchMatMul.adjY(true)); // [k, R·q, S]
      Operand<TFloat32> ofScores =
          tf.math.mul(probabilities, tf.math.sub(ofProbabilities, inner)); // [k, R·q, S]
      return new Gradients(
          tf.train.batchMatMul(ofScores, seen.keyValues.keys(), TFloat32.class),
          new KeyValues(
              tf.train.batchMatMul(ofScores, block.queries, TFloat32.class, BatchMatMul.adjX(true)),
              tf.train.batchMatMul(
                  probabilities, upstream, TFloat32.class, BatchMatMul.adjX(true))));
    }
  }

  /** Scores [k, R·q, S]. */
  private Operand<TFloat32> scores(Ops tf, Seen seen) {
    Operand<TFloat32> scores =
        tf.train.batchMatMul(
            queries, seen.keyValues.keys(), TFloat32.class, BatchMatMul.adjY(true));
    return seen.mask == null ? scores : tf.math.add(scores, seen.mask);
  }
}
