package io.millrace.training.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Keys and values of some positions, or their gradients; k is the number of heads, S of positions,
 * w the head's width.
 *
 * @param keys [k, S, w]
 * @param values [k, S, w]
 */
record KeyValues(Operand<TFloat32> keys, Operand<TFloat32> values) {

  /** Takes both out of a tensor [2, k, S, w]. */
  static KeyValues of(Ops tf, Operand<TFloat32> both) {
    List<? extends Operand<TFloat32>> parts = tf.unstack(both, 2L).output();
    return new KeyValues(parts.get(0), parts.get(1));
  }

  /** A copy of some positions. */
  KeyValues at(Ops tf, Rows.Slice positions) {
    return new KeyValues(positions.of(tf, keys), positions.of(tf, values));
  }

  /** The same, but not before some others are there. */
  KeyValues after(Ops tf, List<Operand<TFloat32>> others) {
    List<Operand<TFloat32>> held = Barrier.after(tf, List.of(keys, values), others);
    return new KeyValues(held.get(0), held.get(1));
  }

  /** The sum with others of the same positions; these alone if there are none. */
  KeyValues plus(Ops tf, KeyValues others) {
    return others == null
        ? this
        : new KeyValues(tf.math.add(others.keys, keys), tf.math.add(others.values, values));
  }

  /** Both in a tensor [2, k, S, w]. */
  Operand<TFloat32> stacked(Ops tf) {
    return tf.stack(List.of(keys, values));
  }
}
