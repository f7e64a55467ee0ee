package io.millrace.training.model;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Consecutive positions.
 *
 * @param from the first, scalar
 * @param count how many, scalar
 * @param end one past the last, scalar
 */
record Rows(Operand<TInt32> from, Operand<TInt32> count, Operand<TInt32> end) {

  /**
   * Cuts positions into blocks of equal length, but for the last ones, which may be shorter or
   * empty.
   *
   * @param length T, scalar
   * @param blocks how many
   */
  static List<Rows> blocks(Ops tf, Operand<TInt32> length, int blocks) {
    Operand<TInt32> each =
        tf.math.floorDiv(
            tf.math.add(length, tf.constant(blocks - 1)), tf.constant(blocks)); // ⌈T / blocks⌉
    List<Rows> cut = new ArrayList<>();
    Operand<TInt32> from = tf.constant(0);
    for (int i = 0; i < blocks; i++) {
      Operand<TInt32> end = tf.math.minimum(tf.math.add(from, each), length);
      cut.add(new Rows(from, tf.math.sub(end, from), end));
      from = end;
    }
    return cut;
  }

  /**
   * Where these positions are in a tensor.
   *
   * @param rank of the tensor
   * @param axis of its positions
   */
  Slice slice(Ops tf, int rank, int axis) {
    return new Slice(at(tf, rank, axis, from, 0), at(tf, rank, axis, count, -1));
  }

  /** Takes these positions out of a tensor, see {@link #slice}. */
  <T extends TNumber> Operand<T> of(Ops tf, Operand<T> x, int rank, int axis) {
    return slice(tf, rank, axis).of(tf, x);
  }

  /**
   * A part of tensors of one rank.
   *
   * @param begin [rank]
   * @param size -1 where an axis is taken to its end [rank]
   */
  record Slice(Operand<TInt32> begin, Operand<TInt32> size) {
    /** A copy of this part. */
    <T extends TNumber> Operand<T> of(Ops tf, Operand<T> x) {
      return tf.slice(x, begin, size);
    }
  }

  /** Puts blocks together again along an axis. */
  static Operand<TFloat32> join(Ops tf, List<Operand<TFloat32>> blocks, int axis) {
    return blocks.size() == 1 ? blocks.get(0) : tf.concat(blocks, tf.constant(axis));
  }

  /** A vector with a value at one place and another everywhere else. */
  private static Operand<TInt32> at(
      Ops tf, int rank, int place, Operand<TInt32> value, int elsewhere) {
    List<Operand<TInt32>> values = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      values.add(i == place ? value : tf.constant(elsewhere));
    }
    return tf.stack(values);
  }
}
