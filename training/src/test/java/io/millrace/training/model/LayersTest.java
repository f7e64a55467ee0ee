package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Each layer's own gradients against those that TensorFlow derives. */
class LayersTest {
  private static final int LENGTH = 7;
  private static final int WIDTH = 6;
  private static final int INNER = 10;

  /** A layer, built with gradients of its own or without. */
  private interface Layer {
    Operand<TFloat32> build(
        Ops tf, List<Operand<TFloat32>> inputs, Differentiation differentiation);
  }

  @Test
  void rmsNorm() {
    assertOwnGradientsAreTensorFlows(
        tf ->
            List.of(
                Differentiated.random(tf, 1, LENGTH, WIDTH), Differentiated.random(tf, 2, WIDTH)),
        (tf, inputs, differentiation) ->
            new Layers(differentiation).rmsNorm(tf, inputs.get(0), inputs.get(1), 1e-5));
  }

  @Test
  void feedForward() {
    assertOwnGradientsAreTensorFlows(
        tf ->
            List.of(
                Differentiated.random(tf, 1, LENGTH, WIDTH),
                Differentiated.random(tf, 2, WIDTH, INNER),
                Differentiated.random(tf, 3, WIDTH, INNER),
                Differentiated.random(tf, 4, INNER, WIDTH)),
        (tf, inputs, differentiation) ->
            new Layers(differentiation)
                .feedForward(tf, inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3)));
  }

  @Test
  void rotation() {
    ModelConfig model = new ModelConfig(1, 24, 6, 2, 32, 11, OutputHead.TIED, 10_000, 1e-5);
    assertOwnGradientsAreTensorFlows(
        tf -> List.of(Differentiated.random(tf, 1, LENGTH, 3, model.headWidth())),
        (tf, inputs, differentiation) ->
            new RotaryPositions(
                    tf, model, tf.constant(new int[] {0, 1, 2, 0, 1, 5, 90}), differentiation)
                .rotate(tf, inputs.get(0)));
  }

  private static void assertOwnGradientsAreTensorFlows(
      Function<Ops, List<Operand<TFloat32>>> inputs, Layer layer) {
    Differentiated.assertSame(
        run(inputs, layer, Differentiation.NONE), run(inputs, layer, Differentiation.TRAINED));
  }

  /** The layer's output, then the gradients of its inputs. */
  private static List<float[]> run(
      Function<Ops, List<Operand<TFloat32>>> inputs, Layer layer, Differentiation differentiation) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      List<Operand<TFloat32>> all = inputs.apply(tf);
      Operand<TFloat32> output = layer.build(tf, all, differentiation);
      Operand<TFloat32> upstream = Differentiated.random(tf, 9, output.shape().asArray());
      return Differentiated.values(
          session,
          output.asOutput(),
          graph.addGradients(
              "gradient",
              new Output<?>[] {output.asOutput()},
              all.stream().map(Operand::asOutput).toArray(Output<?>[]::new),
              new Output<?>[] {upstream.asOutput()}));
    }
  }
}
