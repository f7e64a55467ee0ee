package io.millrace.training.model;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Output;
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
 * Float tensors that stay on a stage's device between runs, the same number for every key. Taking
 * or peeking at a key that was never put blocks for ever: the runtime must not start such a run.
 *
 * @param name unique on its device
 * @param tensors how many an entry has
 */
record StateBox(String name, int tensors) {

  /** Stores the tensors of a key that is not there yet. */
  Op put(Ops tf, Operand<TInt64> key, List<Operand<TFloat32>> values) {
    return tf.mapStage(key, indices(tf), List.copyOf(values), types(), MapStage.sharedName(name));
  }

  /** Removes the tensors of a key and gives them. */
  List<Operand<TFloat32>> take(Ops tf, Operand<TInt64> key) {
    return floats(tf.mapUnstage(key, indices(tf), types(), MapUnstage.sharedName(name)).values());
  }

  /** Gives the tensors of a key, which stay. */
  List<Operand<TFloat32>> peek(Ops tf, Operand<TInt64> key) {
    return floats(tf.mapPeek(key, indices(tf), types(), MapPeek.sharedName(name)).values());
  }

  /** The number of keys. */
  Operand<TInt32> size(Ops tf) {
    return tf.mapSize(types(), MapSize.sharedName(name));
  }

  private List<Class<? extends TType>> types() {
    return Collections.nCopies(tensors, TFloat32.class);
  }

  private Operand<TInt32> indices(Ops tf) {
    return tf.constant(IntStream.range(0, tensors).toArray());
  }

  @SuppressWarnings("unchecked") // Entries are put by this class only, as floats.
  private static List<Operand<TFloat32>> floats(List<Output<?>> values) {
    return values.stream().map(value -> (Operand<TFloat32>) (Operand<?>) value).toList();
  }
}
