package io.millrace.training.model;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * The placeholders of a stage, as {@link StageNames} names them. T is the length of a chunk.
 *
 * @param chunkKey scalar
 * @param groupKey scalar
 * @param inputs [T]
 * @param labels [T]
 * @param segments [T]
 * @param positions [T]
 * @param past scalar
 * @param gradientScale scalar
 * @param learningRate scalar
 * @param beta1Power scalar
 * @param beta2Power scalar
 */
record StageFeeds(
    Operand<TInt64> chunkKey,
    Operand<TInt64> groupKey,
    Operand<TInt32> inputs,
    Operand<TInt32> labels,
    Operand<TInt32> segments,
    Operand<TInt32> positions,
    Operand<TInt32> past,
    Operand<TFloat32> gradientScale,
    Operand<TFloat32> learningRate,
    Operand<TFloat32> beta1Power,
    Operand<TFloat32> beta2Power) {

  /**
   * @param stage scoped to the stage
   */
  static StageFeeds build(Ops stage) {
    Ops tf = stage.withSubScope("feed");
    return new StageFeeds(
        scalar(tf, "chunk_key", TInt64.class),
        scalar(tf, "group_key", TInt64.class),
        vector(tf, "inputs"),
        vector(tf, "labels"),
        vector(tf, "segments"),
        vector(tf, "positions"),
        scalar(tf, "past", TInt32.class),
        scalar(tf, "gradient_scale", TFloat32.class),
        scalar(tf, "learning_rate", TFloat32.class),
        scalar(tf, "beta1_power", TFloat32.class),
        scalar(tf, "beta2_power", TFloat32.class));
  }

  private static <T extends TType> Operand<T> scalar(Ops tf, String name, Class<T> type) {
    return tf.withName(name).placeholder(type, Placeholder.shape(Shape.scalar()));
  }

  private static Operand<TInt32> vector(Ops tf, String name) {
    return tf.withName(name)
        .placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
  }
}
