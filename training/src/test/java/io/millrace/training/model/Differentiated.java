package io.millrace.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Tensors and their gradients, for tests that compare two ways to compute them. */
final class Differentiated {
  /** Float32 sums in another order differ by less. */
  private static final double TOLERANCE = 1e-5;

  private Differentiated() {}

  /** A constant of random values, as large as those of a trained model at least. */
  static Operand<TFloat32> random(Ops tf, long seed, long... dimensions) {
    Random random = new Random(seed);
    Shape shape = Shape.of(dimensions);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * (float) random.nextGaussian();
    }
    return tf.constant(shape, DataBuffers.of(values));
  }

  /** Evaluates a tensor, then its gradients. */
  static List<float[]> values(Session session, Output<TFloat32> value, Output<?>[] gradients) {
    Session.Runner runner = session.runner().fetch(value);
    for (Output<?> gradient : gradients) {
      runner.fetch(gradient);
    }
    List<float[]> values = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < result.size(); i++) {
        TFloat32 tensor = (TFloat32) result.get(i);
        float[] copy = new float[(int) tensor.size()];
        tensor.asRawTensor().data().asFloats().read(copy);
        values.add(copy);
      }
    }
    return values;
  }

  /** Holds each tensor against the reference's, none of which with elements may be all zero. */
  static void assertSame(List<float[]> reference, List<float[]> actual) {
    assertThat(actual).hasSameSizeAs(reference);
    for (int i = 0; i < reference.size(); i++) {
      float[] expected = reference.get(i);
      assertThat(actual.get(i)).hasSameSizeAs(expected);
      double norm = distance(expected, new float[expected.length]);
      assertThat(norm > 0)
          .as("tensor %d of the reference has values", i)
          .isEqualTo(expected.length > 0);
      assertThat(distance(actual.get(i), expected))
          .as("tensor %d", i)
          .isLessThanOrEqualTo(TOLERANCE * norm);
    }
  }

  private static double distance(float[] a, float[] b) {
    return Math.sqrt(
        IntStream.range(0, a.length).mapToDouble(i -> Math.pow((double) a[i] - b[i], 2)).sum());
  }
}
