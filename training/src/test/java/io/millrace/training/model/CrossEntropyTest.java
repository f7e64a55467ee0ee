package io.millrace.training.model;

import io.millrace.training.config.OutputHead;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The loss in slices against the loss of all logits at once with TensorFlow's own gradients. */
class CrossEntropyTest {
  private static final int WIDTH = 6;
  private static final int VOCABULARY = 5;
  private static final int[] LABELS = {3, -1, 0, 4, 4, 1, -1, 2, 0, 1, 3, 2, 2};

  @ParameterizedTest
  @CsvSource({"1,UNTIED", "3,UNTIED", "4,TIED", "5,UNTIED", "5,TIED", "13,TIED", "20,TIED"})
  void slicesGiveTheLossesAndGradientsOfTheWhole(int slices, OutputHead head) {
    Differentiated.assertSame(run(head, 0), run(head, slices));
  }

  /**
   * Computes losses.
   *
   * @param slices 0 for the plain way
   * @return losses, then the gradients of hidden states and head
   */
  private static List<float[]> run(OutputHead head, int slices) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      boolean tied = head == OutputHead.TIED;
      Operand<TFloat32> hidden = Differentiated.random(tf, 1, LABELS.length, WIDTH);
      Operand<TFloat32> matrix =
          Differentiated.random(tf, 2, tied ? VOCABULARY : WIDTH, tied ? WIDTH : VOCABULARY);
      Operand<TInt32> labels = tf.constant(LABELS);
      Operand<TFloat32> losses =
          slices == 0
              ? plain(tf, tf.linalg.matMul(hidden, matrix, MatMul.transposeB(tied)))
              : new CrossEntropy(head, matrix, labels, Rows.blocks(tf, tf.size(labels), slices))
                  .losses(tf, hidden);
      Operand<TFloat32> upstream = Differentiated.random(tf, 3, LABELS.length);
      return Differentiated.values(
          session,
          losses.asOutput(),
          graph.addGradients(
              "gradient",
              new Output<?>[] {losses.asOutput()},
              new Output<?>[] {hidden.asOutput(), matrix.asOutput()},
              new Output<?>[] {upstream.asOutput()}));
    }
  }

  private static Operand<TFloat32> plain(Ops tf, Operand<TFloat32> logits) {
    float[] chosen = new float[LABELS.length * VOCABULARY];
    for (int i = 0; i < LABELS.length; i++) {
      if (LABELS[i] >= 0) {
        chosen[i * VOCABULARY + LABELS[i]] = -1;
      }
    }
    Operand<TFloat32> weights =
        tf.reshape(tf.constant(chosen), tf.constant(new int[] {LABELS.length, VOCABULARY}));
    return tf.reduceSum(tf.math.mul(tf.nn.logSoftmax(logits), weights), tf.constant(1));
  }
}
