package io.millrace.training.model;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The backward pass of a stage: from the gradients of its output and of the keys and values that
 * later chunks used, to the gradients of weights, input and earlier chunks' keys and values.
 */
final class StageBackward {
  private final Graph graph;
  private final StageNames names;
  private final StageFeeds feeds;
  private final StageVariables variables;
  private final StageState state;
  private final StageForward forward;

  StageBackward(
      Graph graph,
      StageNames names,
      StageFeeds feeds,
      StageVariables variables,
      StageState state,
      StageForward forward) {
    this.graph = graph;
    this.names = names;
    this.feeds = feeds;
    this.variables = variables;
    this.state = state;
    this.forward = forward;
  }

  /**
   * Adds the nodes.
   *
   * @param stage scope of the stage
   * @param outputGradient gradient of the stage's output; a constant 1 for the loss
   * @param before receives the gradient of the stage's input; null for the first stage
   * @param beforeScope where {@code before} is put; null for the first stage
   */
  void build(Ops stage, Operand<TFloat32> outputGradient, StateBox before, Ops beforeScope) {
    Ops tf = stage.withSubScope("b");
    Operand<TFloat32> left =
        tf.withName("key_value_gradients")
            .identity(state.keyValueGradients().take(tf, feeds.groupKey())); // [l, 2, k, ≤P+T, w]
    Operand<TFloat32> padded = pad(tf, left); // [l, 2, k, P+T, w]
    Operand<TInt32> all = tf.constant(-1);
    Operand<TInt32> zero = tf.constant(0);
    Operand<TFloat32> ofChunk =
        tf.slice(
            padded,
            tf.stack(List.of(zero, zero, zero, feeds.past(), zero)),
            tf.stack(List.of(all, all, all, all, all))); // [l, 2, k, T, w]
    List<Output<?>> gradients = gradients(outputGradient, ofChunk);

    List<Op> now = new ArrayList<>();
    List<Op> later = new ArrayList<>();
    for (int i = 0; i < variables.parameters().size(); i++) {
      Parameter parameter = variables.parameters().get(i);
      // The head's would need its logits' gradients kept, which are as large as the logits.
      boolean canWait = !parameter.name().equals(forward.headMatrix());
      Ops scope = canWait ? stage.withSubScope(WeightGradientCut.DEFERRED) : tf;
      (canWait ? later : now)
          .add(
              scope.assignAddVariableOp(
                  variables.handle(Variable.GRADIENT, parameter), floats(gradients.get(i))));
    }
    int next = variables.parameters().size();
    putPastGradients(tf, padded, floats(gradients.get(next)));
    Operand<TFloat32> ofInput = floats(gradients.get(next + 1));
    if (before == null) {
      now.add(ofInput);
    } else {
      now.add(before.put(beforeScope, feeds.chunkKey(), ofInput));
      now.add(state.input().take(tf, feeds.chunkKey()));
    }
    PipelineGraph.target(stage, "input_gradient", now.toArray(new Op[0]));
    PipelineGraph.target(stage, "weight_gradient", later.toArray(new Op[0]));
    now.addAll(later);
    PipelineGraph.target(stage, "backward", now.toArray(new Op[0]));
  }

  /** Zeros behind what later chunks left, up to P + T positions. */
  private Operand<TFloat32> pad(Ops tf, Operand<TFloat32> left) {
    Operand<TInt32> total = tf.math.add(feeds.past(), tf.size(feeds.positions()));
    Operand<TInt32> present = tf.gather(tf.shape(left), tf.constant(3), tf.constant(0));
    Operand<TInt32> missing = tf.math.sub(total, present);
    Operand<TInt32> none = tf.constant(new int[] {0, 0});
    Operand<TInt32> behind = tf.stack(List.of(tf.constant(0), missing));
    return tf.pad(left, tf.stack(List.of(none, none, none, behind, none)), tf.constant(0f));
  }

  /** Gradients of the weights, then of the past, then of the input. */
  private List<Output<?>> gradients(Operand<TFloat32> outputGradient, Operand<TFloat32> ofChunk) {
    List<Output<?>> sources = new ArrayList<>();
    for (Parameter parameter : variables.parameters()) {
      sources.add(variables.weight(parameter.name()).asOutput());
    }
    sources.add(forward.past().asOutput());
    sources.add(forward.input().asOutput());
    return List.of(
        graph.addGradients(
            SavedTensorCut.gradientPrefix(names),
            new Output<?>[] {forward.output().asOutput(), forward.keyValues().asOutput()},
            sources.toArray(new Output<?>[0]),
            new Output<?>[] {outputGradient.asOutput(), ofChunk.asOutput()}));
  }

  private void putPastGradients(Ops tf, Operand<TFloat32> padded, Operand<TFloat32> ofPast) {
    Operand<TFloat32> fromLater =
        tf.slice(
            padded,
            tf.constant(new int[5]),
            StageForward.Builder.pastSize(tf, feeds.past())); // [l, 2, k, P, w]
    Operand<TFloat32> sum = tf.math.add(fromLater, ofPast);
    PipelineGraph.target(
        tf, "key_value_gradients_put", state.keyValueGradients().put(tf, feeds.groupKey(), sum));
  }

  @SuppressWarnings("unchecked") // Gradients have the type of what they are of.
  private static Operand<TFloat32> floats(Output<?> output) {
    return (Operand<TFloat32>) output;
  }
}
