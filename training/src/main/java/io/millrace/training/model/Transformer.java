package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The layers of the model, for training and for inference alike: T positions of a chunk with P
 * positions before it; d is the width, V the vocabulary, k the key heads, w the head's width.
 */
final class Transformer {
  private final ModelConfig config;
  private final Function<String, Operand<TFloat32>> weights;
  private final Layers layers;

  /**
   * @param weights by the parameter's name
   */
  Transformer(
      ModelConfig config,
      Function<String, Operand<TFloat32>> weights,
      Differentiation differentiation) {
    this.config = config;
    this.weights = weights;
    this.layers = new Layers(differentiation);
  }

  /**
   * What a layer computes.
   *
   * @param hidden states [T, d]
   * @param keyValues keys and values of the chunk [2, k, T, w]
   */
  record Layer(Operand<TFloat32> hidden, Operand<TFloat32> keyValues) {}

  /**
   * Embeds token ids.
   *
   * @param ids [T]
   * @return hidden states [T, d]
   */
  Operand<TFloat32> embed(Ops tf, Operand<TInt32> ids) {
    Operand<TFloat32> embedding = weights.apply(ModelParameters.EMBEDDING); // [V, d]
    return tf.withName("embedded").gather(embedding, ids, tf.constant(0));
  }

  /**
   * Computes a layer.
   *
   * @param tf scoped to the layer
   * @param layer from 0
   * @param hidden states [T, d]
   * @param past keys and values as {@link BlockedAttention.Inputs} takes them
   */
  Layer layer(
      Ops tf, int layer, Operand<TFloat32> hidden, Attention attention, Operand<TFloat32> past) {
    Operand<TFloat32> normed = norm(tf, layer, ModelParameters.ATTENTION_NORM, hidden);
    Operand<TFloat32> queries =
        attention.queries(tf, project(tf, layer, ModelParameters.QUERY, normed));
    Operand<TFloat32> keys =
        attention.keys(tf, project(tf, layer, ModelParameters.KEY, normed)); // [k, T, w]
    Operand<TFloat32> values =
        attention.values(tf, project(tf, layer, ModelParameters.VALUE, normed)); // [k, T, w]
    Operand<TFloat32> keyValues = tf.stack(List.of(keys, values)); // [2, k, T, w]
    Operand<TFloat32> attended =
        attention.attend(tf, new BlockedAttention.Inputs(queries, keys, values, past)); // [T, d]
    Operand<TFloat32> attentionOutput =
        project(tf, layer, ModelParameters.ATTENTION_OUTPUT, attended); // [T, d]
    Operand<TFloat32> middle = sum(tf, hidden, attentionOutput); // [T, d]
    Operand<TFloat32> fed =
        layers.feedForward(
            tf,
            norm(tf, layer, ModelParameters.FEED_FORWARD_NORM, middle),
            weight(layer, ModelParameters.GATE),
            weight(layer, ModelParameters.UP),
            weight(layer, ModelParameters.DOWN)); // [T, d]
    return new Layer(sum(tf, middle, fed), keyValues);
  }

  /** As an operation that takes equal shapes only, whose gradient needs none. */
  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.addN(List.of(a, b));
  }

  /**
   * The logits of the next token.
   *
   * @param hidden states of the last layer [T, d]
   * @return [T, V]
   */
  Operand<TFloat32> logits(Ops tf, Operand<TFloat32> hidden) {
    return tf.linalg.matMul(
        finalNorm(tf, hidden),
        weights.apply(headMatrix()),
        MatMul.transposeB(config.head() == OutputHead.TIED));
  }

  /**
   * The loss of each position.
   *
   * @param hidden states of the last layer [T, d]
   * @param labels [T]; negative where a position is not trained
   * @param slices of the T positions
   * @return losses in nats [T]; 0 where a position is not trained
   */
  Operand<TFloat32> losses(
      Ops tf, Operand<TFloat32> hidden, Operand<TInt32> labels, List<Rows> slices) {
    return new CrossEntropy(config.head(), weights.apply(headMatrix()), labels, slices)
        .losses(tf, finalNorm(tf, hidden));
  }

  private Operand<TFloat32> finalNorm(Ops tf, Operand<TFloat32> hidden) {
    return layers.rmsNorm(
        tf, hidden, weights.apply(ModelParameters.FINAL_NORM), config.normEpsilon()); // [T, d]
  }

  /**
   * The name of what makes logits of hidden states: [d, V]; of a tied head the embedding, [V, d].
   */
  String headMatrix() {
    return config.head() == OutputHead.TIED ? ModelParameters.EMBEDDING : ModelParameters.HEAD;
  }

  private Operand<TFloat32> norm(Ops tf, int layer, String name, Operand<TFloat32> x) {
    return layers.rmsNorm(tf, x, weight(layer, name), config.normEpsilon());
  }

  private Operand<TFloat32> project(Ops tf, int layer, String name, Operand<TFloat32> x) {
    return tf.linalg.matMul(x, weight(layer, name));
  }

  private Operand<TFloat32> weight(int layer, String name) {
    return weights.apply(ModelParameters.inLayer(layer, name));
  }
}
