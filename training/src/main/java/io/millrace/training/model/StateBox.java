package io.millrace.training.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.MapPeek;
import org.tensorflow.op.core.MapSize;
import org.tensorflow.op.core.MapStage;
import org.tensorflow.op.core.MapUnstage;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Float tensors that stay on a stage's device between runs, by key. Taking or peeking at a key that
 * was never put blocks for ever: the runtime must not start such a run.
 *
 * @param name unique on its device
 */
record StateBox(String name) {
  private static final List<Class<? extends TType>> FLOAT = List.of(TFloat32.class);

  /** Stores a tensor under a key that is not there yet. */
  Op put(Ops tf, Operand<TInt64> key, Operand<TFloat32> value) {
    return tf.mapStage(key, first(tf), List.of(value), FLOAT, MapStage.sharedName(name));
  }

  /** Removes the tensor of a key and gives it. */
  Operand<TFloat32> take(Ops tf, Operand<TInt64> key) {
    return floats(
        tf.mapUnstage(key, first(tf), FLOAT, MapUnstage.sharedName(name)).values().get(0));
  }

  /** Gives the tensor of a key, which stays. */
  Operand<TFloat32> peek(Ops tf, Operand<TInt64> key) {
    return floats(tf.mapPeek(key, first(tf), FLOAT, MapPeek.sharedName(name)).values().get(0));
  }

  /** The number of keys. */
  Operand<TInt32> size(Ops tf) {
    return tf.mapSize(FLOAT, MapSize.sharedName(name));
  }

  /** Index of the only tensor of an entry. */
  private static Operand<TInt32> first(Ops tf) {
    return tf.constant(new int[] {0});
  }

  @SuppressWarnings("unchecked") // Entries are put by this class only, as floats.
  private static Operand<TFloat32> floats(Operand<?> value) {
    return (Operand<TFloat32>) value;
  }
}
