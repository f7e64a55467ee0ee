package io.millrace.training.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/**
 * A block of queries; R of each of the q heads that share one of the k key heads, w wide.
 *
 * @param queries divided by √w [k, q·R, w]
 */
record QueryBlock(Operand<TFloat32> queries) {

  /**
   * Some of the keys that a block attends to.
   *
   * @param keys [k, S, w]
   * @param values [k, S, w]
   * @param mask added to the scores of each head [R, S]; null for none
   */
  record Seen(Operand<TFloat32> keys, Operand<TFloat32> values, Operand<TFloat32> mask) {}

  /**
   * What the queries attend to.
   *
   * @param weighed sums of the values [k, q·R, w]
   * @param logSums logarithms of the sums of the exponentiated scores [k, q·R, 1]
   */
  record Attended(Operand<TFloat32> weighed, Operand<TFloat32> logSums) {}

  /**
   * Gradients of a block and what it sees.
   *
   * @param queries of the divided queries [k, q·R, w]
   * @param keys [k, S, w]
   * @param values [k, S, w]
   */
  record Gradients(Operand<TFloat32> queries, Operand<TFloat32> keys, Operand<TFloat32> values) {}

  /**
   * Weighs the values of all that is seen, one part after the other.
   *
   * @param own is seen by every query: its mask hides no query's all
   * @param past each part may be empty
   */
  Attended attend(Ops tf, Seen own, List<Seen> past) {
    Operand<TFloat32> scores = scores(tf, own);
    Operand<TFloat32> highest = highest(tf, scores); // [k, q·R, 1]
    Operand<TFloat32> weights = tf.math.exp(tf.math.sub(scores, highest)); // [k, q·R, S]
    Operand<TFloat32> sum = sum(tf, weights); // [k, q·R, 1]
    Operand<TFloat32> weighed =
        tf.train.batchMatMul(weights, own.values, TFloat32.class); // [k, q·R, w]
    Ops block = tf;
    for (Seen part : past) {
      block = tf.withControlDependencies(sum, weighed);
      scores = scores(block, part);
      Operand<TFloat32> higher = block.math.maximum(highest, highest(block, scores));
      Operand<TFloat32> shrunk = block.math.exp(block.math.sub(highest, higher)); // [k, q·R, 1]
      weights = block.math.exp(block.math.sub(scores, higher));
      sum = block.math.add(block.math.mul(sum, shrunk), sum(block, weights));
      weighed =
          block.math.add(
              block.math.mul(weighed, shrunk),
              block.train.batchMatMul(weights, part.values, TFloat32.class));
      highest = higher;
    }
    return new Attended(tf.math.div(weighed, sum), tf.math.add(highest, tf.math.log(sum)));
  }

  private static Operand<TFloat32> highest(Ops tf, Operand<TFloat32> scores) {
    return tf.reduceMax(scores, tf.constant(2), ReduceMax.keepDims(true));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> weights) {
    return tf.reduceSum(weights, tf.constant(2), ReduceSum.keepDims(true));
  }

  /**
   * What a block's gradients are computed from.
   *
   * @param block the queries
   * @param logSums as {@link #attend} gave them
   * @param upstream gradient of the weighed values [k, q·R, w]
   * @param inner products of the weighed values and their gradients [k, q·R, 1]
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
          tf.math.exp(tf.math.sub(block.scores(tf, seen), logSums)); // [k, q·R, S]
      Operand<TFloat32> ofProbabilities =
          tf.train.batchMatMul(
              upstream, seen.values, TFloat32.class, BatchMatMul.adjY(true)); // [k, q·R, S]
      Operand<TFloat32> ofScores =
          tf.math.mul(probabilities, tf.math.sub(ofProbabilities, inner)); // [k, q·R, S]
      return new Gradients(
          tf.train.batchMatMul(ofScores, seen.keys, TFloat32.class),
          tf.train.batchMatMul(ofScores, block.queries, TFloat32.class, BatchMatMul.adjX(true)),
          tf.train.batchMatMul(probabilities, upstream, TFloat32.class, BatchMatMul.adjX(true)));
    }
  }

  /** Scores [k, q·R, S]. */
  private Operand<TFloat32> scores(Ops tf, Seen seen) {
    Operand<TFloat32> scores =
        tf.train.batchMatMul(queries, seen.keys, TFloat32.class, BatchMatMul.adjY(true));
    if (seen.mask == null) {
      return scores;
    }
    var ofHeads =
        tf.concat(List.of(tf.constant(new int[] {-1}), tf.shape(seen.mask)), tf.constant(0));
    var masked = tf.math.add(tf.reshape(scores, ofHeads), seen.mask); // [k·q, R, S]
    return tf.reshape(masked, tf.shape(scores));
  }
}
