package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The forward pass of a stage: T positions of a chunk with P positions of earlier chunks; d is the
 * width, V the vocabulary, k the key heads, w the head's width.
 *
 * @param input hidden states [T, d]; of the first stage, the embedded token ids
 * @param past keys and values of earlier chunks [layers, 2, k, P, w]
 * @param keyValues keys and values of this chunk [layers, 2, k, T, w]
 * @param output hidden states [T, d]; of the last stage, the summed loss (scalar)
 */
record StageForward(
    Operand<TFloat32> input,
    Operand<TFloat32> past,
    Operand<TFloat32> keyValues,
    Operand<TFloat32> output) {

  /** Builds the nodes of one stage. */
  static final class Builder {
    private final ModelConfig config;
    private final Stage stage;
    private final StageFeeds feeds;
    private final StageVariables variables;
    private final StageState state;
    private final Ops tf;
    private final Ops recompute;
    private final List<Operand<TFloat32>> keyValues = new ArrayList<>();

    /**
     * @param tf scoped to the stage's forward pass
     */
    Builder(
        Ops tf,
        ModelConfig config,
        Stage stage,
        StageFeeds feeds,
        StageVariables variables,
        StageState state) {
      this.tf = tf;
      this.recompute = tf.withSubScope(SavedTensorCut.RECOMPUTE);
      this.config = config;
      this.stage = stage;
      this.feeds = feeds;
      this.variables = variables;
      this.state = state;
    }

    StageForward build() {
      Operand<TFloat32> input =
          stage.isFirst() ? embed() : state.input().peek(tf, feeds.chunkKey());
      Operand<TFloat32> past = past();
      Attention attention =
          new Attention(tf, recompute, config, feeds.positions(), feeds.segments(), feeds.past());
      List<? extends Operand<TFloat32>> pastByLayer =
          recompute.unstack(past, (long) stage.layers()).output(); // layers × [2, k, P, w]
      Operand<TFloat32> hidden = input; // [T, d]
      for (int layer = stage.firstLayer(); layer < stage.endLayer(); layer++) {
        hidden = layer(layer, hidden, attention, pastByLayer.get(layer - stage.firstLayer()));
      }
      Operand<TFloat32> output = stage.isLast() ? lossSum(hidden) : hidden;
      return new StageForward(input, past, tf.withName("key_values").stack(keyValues), output);
    }

    /** Embedded token ids [T, d]. */
    private Operand<TFloat32> embed() {
      Operand<TFloat32> embedding = variables.weight(ModelParameters.EMBEDDING); // [V, d]
      return tf.withName("embedded").gather(embedding, feeds.inputs(), tf.constant(0));
    }

    /** The first P positions of the group's keys and values [layers, 2, k, P, w]. */
    private Operand<TFloat32> past() {
      Operand<TFloat32> all = state.keyValues().peek(recompute, feeds.groupKey());
      return recompute
          .withName("past")
          .slice(all, recompute.constant(new int[5]), pastSize(recompute, feeds.past()));
    }

    /** Slice size of the first P positions. */
    static Operand<TInt32> pastSize(Ops tf, Operand<TInt32> past) {
      Operand<TInt32> all = tf.constant(-1);
      return tf.stack(List.of(all, all, all, past, all));
    }

    private Operand<TFloat32> layer(
        int layer, Operand<TFloat32> hidden, Attention attention, Operand<TFloat32> past) {
      Ops scope = tf.withSubScope("layer" + layer);
      Operand<TFloat32> normed = norm(scope, layer, ModelParameters.ATTENTION_NORM, hidden);
      Operand<TFloat32> queries =
          attention.queries(scope, project(scope, layer, ModelParameters.QUERY, normed));
      Operand<TFloat32> keys =
          attention.keys(scope, project(scope, layer, ModelParameters.KEY, normed)); // [k, T, w]
      Operand<TFloat32> values =
          attention.values(
              scope, project(scope, layer, ModelParameters.VALUE, normed)); // [k, T, w]
      keyValues.add(scope.stack(List.of(keys, values))); // [2, k, T, w]
      Operand<TFloat32> attended =
          attention.attend(
              scope.withSubScope(SavedTensorCut.RECOMPUTE), queries, keys, values, past); // [T, d]
      Operand<TFloat32> attentionOutput =
          project(scope, layer, ModelParameters.ATTENTION_OUTPUT, attended); // [T, d]
      Operand<TFloat32> middle = scope.math.add(hidden, attentionOutput); // [T, d]
      Operand<TFloat32> fed =
          Layers.feedForward(
              scope,
              norm(scope, layer, ModelParameters.FEED_FORWARD_NORM, middle),
              weight(layer, ModelParameters.GATE),
              weight(layer, ModelParameters.UP),
              weight(layer, ModelParameters.DOWN)); // [T, d]
      return scope.math.add(middle, fed); // [T, d]
    }

    /** The chunk's loss in nats, a scalar. */
    private Operand<TFloat32> lossSum(Operand<TFloat32> hidden) {
      Operand<TFloat32> normed =
          Layers.rmsNorm(
              tf,
              hidden,
              variables.weight(ModelParameters.FINAL_NORM),
              config.normEpsilon()); // [T, d]
      Operand<TFloat32> logits =
          config.head() == OutputHead.TIED
              ? tf.linalg.matMul(
                  normed, variables.weight(ModelParameters.EMBEDDING), MatMul.transposeB(true))
              : tf.linalg.matMul(normed, variables.weight(ModelParameters.HEAD)); // [T, V]
      Operand<TFloat32> losses = CrossEntropy.losses(tf, logits, feeds.labels()); // [T]
      return tf.withName("loss_sum").reduceSum(losses, tf.constant(0));
    }

    private Operand<TFloat32> norm(Ops scope, int layer, String name, Operand<TFloat32> x) {
      return Layers.rmsNorm(scope, x, weight(layer, name), config.normEpsilon());
    }

    private Operand<TFloat32> project(Ops scope, int layer, String name, Operand<TFloat32> x) {
      return scope.linalg.matMul(x, weight(layer, name));
    }

    private Operand<TFloat32> weight(int layer, String name) {
      return variables.weight(ModelParameters.inLayer(layer, name));
    }
  }
}
