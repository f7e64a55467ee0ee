package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Attention by blocks against attention of all queries at once with TensorFlow's own gradients. */
class AttentionTest {
  private static final ModelConfig MODEL =
      new ModelConfig(1, 24, 6, 2, 32, 11, OutputHead.TIED, 10_000, 1e-5);

  private record Case(int length, int past, int[] segments) {}

  @ParameterizedTest
  @CsvSource({
    "2,0,1,1",
    "2,0,3,2",
    "1,5,3,5",
    "5,0,4,1",
    "8,8,4,2",
    "13,0,4,3",
    "13,7,4,2",
    "13,29,5,4",
    "13,40,1,3",
    "6,3,9,5"
  })
  void blocksGiveTheResultAndGradientsOfTheWhole(
      int length, int past, int queryBlocks, int pastBlocks) {
    Case chunk = new Case(length, past, new int[length]);
    Slicing slicing = new Slicing(queryBlocks, pastBlocks, 1);
    Differentiated.assertSame(run(chunk, null), run(chunk, slicing));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 11, 13})
  void segmentsThatBlocksCutThroughStaySeparate(int queryBlocks) {
    Case chunk = new Case(11, 0, new int[] {0, 0, 0, 1, 1, 1, 1, 1, 2, 3, 3});
    Differentiated.assertSame(run(chunk, null), run(chunk, new Slicing(queryBlocks, 1, 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatLiesBehindThePastIsNotRead(int pastBlocks) {
    Case chunk = new Case(5, 7, new int[5]);
    Differentiated.assertSame(run(chunk, null), run(chunk, new Slicing(2, pastBlocks, 1), 4));
  }

  /**
   * Attends.
   *
   * @param slicing null for the plain way
   * @return what is attended to, then the gradients of queries, keys, values and the past
   */
  private static List<float[]> run(Case chunk, Slicing slicing) {
    return run(chunk, slicing, 0);
  }

  /**
   * Attends.
   *
   * @param slicing null for the plain way
   * @param behind positions behind the past, which the blocks are given and must not read
   * @return what is attended to, then the gradients of queries, keys, values and the past
   */
  private static List<float[]> run(Case chunk, Slicing slicing, int behind) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      BlockedAttention.Inputs inputs = inputs(tf, chunk, slicing == null ? 0 : behind);
      Operand<TInt32> segments = tf.constant(chunk.segments);
      Operand<TFloat32> attended =
          slicing == null
              ? plain(tf, inputs, chunk)
              : new Attention(
                      tf,
                      tf,
                      MODEL,
                      segments,
                      segments,
                      tf.constant(chunk.past),
                      slicing,
                      Differentiation.TRAINED)
                  .attend(tf, inputs);
      Operand<TFloat32> upstream = Differentiated.random(tf, 5, chunk.length, MODEL.width());
      return Differentiated.values(
          session,
          attended.asOutput(),
          graph.addGradients(
              "gradient",
              new Output<?>[] {attended.asOutput()},
              inputs.all().stream().map(Operand::asOutput).toArray(Output<?>[]::new),
              new Output<?>[] {upstream.asOutput()}));
    }
  }

  private static BlockedAttention.Inputs inputs(Ops tf, Case chunk, int behind) {
    int keyHeads = MODEL.keyValueHeads();
    int width = MODEL.headWidth();
    return new BlockedAttention.Inputs(
        Differentiated.random(tf, 1, keyHeads, chunk.length * MODEL.queriesPerKey(), width),
        Differentiated.random(tf, 2, keyHeads, chunk.length, width),
        Differentiated.random(tf, 3, keyHeads, chunk.length, width),
        tf.concat(
            List.of(
                Differentiated.random(tf, 4, 2, keyHeads, chunk.past, width),
                Differentiated.random(tf, 6, 2, keyHeads, behind, width)),
            tf.constant(2)));
  }

  private static Operand<TFloat32> plain(Ops tf, BlockedAttention.Inputs inputs, Case chunk) {
    List<? extends Operand<TFloat32>> past = tf.unstack(inputs.past(), 2L).output();
    Operand<TFloat32> keys = tf.concat(List.of(past.get(0), inputs.keys()), tf.constant(1));
    Operand<TFloat32> values = tf.concat(List.of(past.get(1), inputs.values()), tf.constant(1));
    int[] byPosition = {MODEL.keyValueHeads(), -1, MODEL.queriesPerKey(), MODEL.headWidth()};
    Operand<TFloat32> queries =
        tf.linalg.transpose(
            tf.reshape(inputs.queries(), tf.constant(byPosition)),
            tf.constant(new int[] {0, 2, 1, 3})); // [k, q, T, w]
    int[] eachHead = {MODEL.keyValueHeads(), 1, chunk.past + chunk.length, MODEL.headWidth()};
    Operand<TFloat32> scores =
        tf.math.mul(
            tf.train.batchMatMul(
                queries,
                tf.reshape(keys, tf.constant(eachHead)),
                TFloat32.class,
                BatchMatMul.adjY(true)),
            tf.constant((float) (1 / Math.sqrt(MODEL.headWidth())))); // [k, q, T, P+T]
    Operand<TFloat32> masked = tf.math.add(scores, mask(tf, chunk));
    int[] flat = {-1, chunk.past + chunk.length};
    Operand<TFloat32> probabilities =
        tf.reshape(tf.nn.softmax(tf.reshape(masked, tf.constant(flat))), tf.shape(masked));
    Operand<TFloat32> weighed =
        tf.train.batchMatMul(
            probabilities, tf.reshape(values, tf.constant(eachHead)), TFloat32.class);
    return tf.reshape(
        tf.linalg.transpose(weighed, tf.constant(new int[] {2, 0, 1, 3})),
        tf.constant(new int[] {-1, MODEL.width()}));
  }

  private static Operand<TFloat32> mask(Ops tf, Case chunk) {
    int keys = chunk.past + chunk.length;
    float[] mask = new float[chunk.length * keys];
    for (int query = 0; query < chunk.length; query++) {
      for (int key = 0; key < chunk.length; key++) {
        boolean seen = key <= query && chunk.segments[key] == chunk.segments[query];
        mask[query * keys + chunk.past + key] = seen ? 0 : -1e9f;
      }
    }
    return tf.constant(Shape.of(chunk.length, keys), DataBuffers.of(mask));
  }
}
