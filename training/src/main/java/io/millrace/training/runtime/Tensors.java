package io.millrace.training.runtime;

import io.millrace.training.model.Parameter;
import org.tensorflow.Tensor;
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

  /**
   * A parameter's value.
   *
   * @param values in row-major order
   * @throws IllegalArgumentException if they are null or of another number than the parameter has
   */
  static TFloat32 of(Parameter parameter, float[] values) {
    if (values == null || values.length != parameter.shape().size()) {
      throw new IllegalArgumentException(
          parameter.name()
              + ": "
              + (values == null ? "no" : values.length)
              + " values for shape "
              + parameter.shape());
    }
    return TFloat32.tensorOf(parameter.shape(), DataBuffers.of(values));
  }
}
