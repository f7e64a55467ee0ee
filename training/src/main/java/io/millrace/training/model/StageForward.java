package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The forward pass of a stage: T positions of a chunk with P positions of earlier chunks; d is the
 * width, V the vocabulary, k the key heads, w the head's width.
 *
 * @param input hidden states [T, d]; of the first stage, the embedded token ids
 * @param past keys and values of earlier chunks, and of later ones behind them where a backward
 *     pass reads them, by layer [2, k, P and more, w]
 * @param keyValues keys and values of this chunk, by layer [2, k, T, w]
 * @param output hidden states [T, d]; of the last stage, the summed loss (scalar)
 * @param headMatrix the parameter that makes logits; null but of the last stage
 */
record StageForward(
    Operand<TFloat32> input,
    List<Operand<TFloat32>> past,
    List<Operand<TFloat32>> keyValues,
    Operand<TFloat32> output,
    String headMatrix) {

  /** Builds the nodes of one stage. */
  static final class Builder {
    private final ModelConfig config;
    private final Stage stage;
    private final StageFeeds feeds;
    private final Transformer transformer;
    private final StageState state;
    private final Slicing slicing;
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
        StageState state,
        Slicing slicing) {
      this.tf = tf;
      this.recompute = tf.withSubScope(SavedTensorCut.RECOMPUTE);
      this.config = config;
      this.stage = stage;
      this.feeds = feeds;
      this.transformer = new Transformer(config, variables::weight, Differentiation.TRAINED);
      this.state = state;
      this.slicing = slicing;
    }

    StageForward build() {
      Operand<TFloat32> input =
          stage.isFirst()
              ? transformer.embed(tf, feeds.inputs())
              : state.input().peek(tf, feeds.chunkKey()).get(0);
      List<Operand<TFloat32>> past = past();
      Attention attention =
          new Attention(
              tf,
              recompute,
              config,
              feeds.positions(),
              feeds.segments(),
              feeds.past(),
              slicing,
              Differentiation.TRAINED);
      Operand<TFloat32> hidden = input; // [T, d]
      for (int layer = stage.firstLayer(); layer < stage.endLayer(); layer++) {
        hidden = layer(layer, hidden, attention, past.get(layer - stage.firstLayer()));
      }
      Operand<TFloat32> output = stage.isLast() ? lossSum(hidden) : hidden;
      return new StageForward(
          input, past, keyValues, output, stage.isLast() ? transformer.headMatrix() : null);
    }

    /** The group's keys and values, of P positions and, in a backward pass, later ones. */
    private List<Operand<TFloat32>> past() {
      List<Operand<TFloat32>> past = new ArrayList<>();
      for (Operand<TFloat32> ofLayer : state.keyValues().peek(recompute, feeds.groupKey())) {
        past.add(recompute.withName("past" + past.size()).identity(ofLayer));
      }
      return past;
    }

    private Operand<TFloat32> layer(
        int layer, Operand<TFloat32> hidden, Attention attention, Operand<TFloat32> past) {
      Ops scope = tf.withSubScope("layer" + layer);
      Transformer.Layer computed = transformer.layer(scope, layer, hidden, attention, past);
      keyValues.add(computed.keyValues());
      return computed.hidden();
    }

    /** The chunk's loss in nats, a scalar. */
    private Operand<TFloat32> lossSum(Operand<TFloat32> hidden) {
      Ops slicing = recompute.withSubScope("slices");
      List<Rows> slices =
          Rows.blocks(slicing, slicing.size(feeds.labels()), this.slicing.logitSlices());
      Operand<TFloat32> losses = transformer.losses(tf, hidden, feeds.labels(), slices); // [T]
      return tf.withName("loss_sum").reduceSum(losses, tf.constant(0));
    }
  }
}
