package io.millrace.training.model;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * A trained tensor.
 *
 * @param name such as {@code layers.3.query}; the same however the model is cut into stages
 * @param shape of the tensor
 * @param initialDeviation standard deviation of its normally distributed initial values; 0 for a
 *     tensor of ones
 * @param index in the whole model, from which its initial values are drawn
 */
public record Parameter(String name, Shape shape, double initialDeviation, int index) {

  /** Whether weight decay applies: to matrices, not to norms. */
  public boolean decayed() {
    return shape.numDimensions() > 1;
  }

  /** The tensor's dimensions, one or two. */
  public List<Long> dimensions() {
    return Arrays.stream(shape.asArray()).boxed().toList();
  }

  /** How many values it has. */
  public long size() {
    return shape.size();
  }
}
