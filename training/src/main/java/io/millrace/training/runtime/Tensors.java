package io.millrace.training.runtime;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Copies between tensors and arrays. */
final class Tensors {
  private Tensors() {}

  static float[] floats(Tensor tensor) {
    float[] values = new float[(int) ((TFloat32) tensor).size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  static TFloat32 of(Shape shape, float[] values) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values));
  }
}
