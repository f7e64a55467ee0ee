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
    List<Operand<TFloat32>> left = left(tf);
    List<Output<?>> gradients =
        gradients(outputGradient, left.stream().map(ofLayer -> ofChunk(tf, ofLayer)).toList());

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
    Operand<TFloat32> ofInput = floats(gradients.get(next));
    putPastGradients(
        tf, left, gradients.stream().skip(next + 1).map(StageBackward::floats).toList());
    if (before == null) {
      now.add(ofInput);
    } else {
      now.add(before.put(beforeScope, feeds.chunkKey(), List.of(ofInput)));
      now.addAll(state.input().take(tf, feeds.chunkKey()));
    }
    PipelineGraph.target(stage, "input_gradient", now.toArray(new Op[0]));
    PipelineGraph.target(stage, "weight_gradient", later.toArray(new Op[0]));
    now.addAll(later);
    PipelineGraph.target(stage, "backward", now.toArray(new Op[0]));
  }

  /**
   * What later chunks left, by layer: gradients of the keys and values of P + T positions [2, k,
   * P+T, w], or of none behind the last chunk.
   */
  private List<Operand<TFloat32>> left(Ops tf) {
    List<Operand<TFloat32>> left = new ArrayList<>();
    for (Operand<TFloat32> ofLayer : state.keyValueGradients().take(tf, feeds.groupKey())) {
      left.add(tf.withName("key_value_gradients" + left.size()).identity(ofLayer));
    }
    return left;
  }

  /** The last T positions [2, k, T, w]. */
  private Operand<TFloat32> ofChunk(Ops tf, Operand<TFloat32> left) {
    return positions(tf, left, feeds.past(), tf.size(feeds.positions()));
  }

  /** Some positions, zero where there are none [2, k, count, w]. */
  private static Operand<TFloat32> positions(
      Ops tf, Operand<TFloat32> left, Operand<TInt32> from, Operand<TInt32> count) {
    Operand<TInt32> all = tf.gather(tf.shape(left), tf.constant(2), tf.constant(0));
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> start = tf.math.minimum(all, from);
    Operand<TInt32> present = tf.math.minimum(tf.math.sub(all, start), count);
    Operand<TFloat32> taken =
        tf.slice(
            left,
            tf.stack(List.of(zero, zero, start, zero)),
            tf.stack(List.of(tf.constant(-1), tf.constant(-1), present, tf.constant(-1))));
    Operand<TInt32> none = tf.constant(new int[] {0, 0});
    Operand<TInt32> behind = tf.stack(List.of(zero, tf.math.sub(count, present)));
    return tf.pad(taken, tf.stack(List.of(none, none, behind, none)), tf.constant(0f));
  }

  /** Gradients of the weights, then of the input, then of the past by layer. */
  private List<Output<?>> gradients(
      Operand<TFloat32> outputGradient, List<Operand<TFloat32>> ofChunk) {
    List<Output<?>> sources = new ArrayList<>();
    for (Parameter parameter : variables.parameters()) {
      sources.add(variables.weight(parameter.name()).asOutput());
    }
    sources.add(forward.input().asOutput());
    forward.past().forEach(past -> sources.add(past.asOutput()));
    List<Output<?>> results = new ArrayList<>(List.of(forward.output().asOutput()));
    forward.keyValues().forEach(keyValues -> results.add(keyValues.asOutput()));
    List<Output<?>> upstream = new ArrayList<>(List.of(outputGradient.asOutput()));
    ofChunk.forEach(gradient -> upstream.add(gradient.asOutput()));
    return List.of(
        graph.addGradients(
            SavedTensorCut.gradientPrefix(names),
            results.toArray(new Output<?>[0]),
            sources.toArray(new Output<?>[0]),
            upstream.toArray(new Output<?>[0])));
  }

  /** A layer's is copied only once its own are there, so that two layers' copies never meet. */
  private void putPastGradients(
      Ops tf, List<Operand<TFloat32>> left, List<Operand<TFloat32>> ofPast) {
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      Operand<TFloat32> held =
          Barrier.after(tf, List.of(left.get(i)), List.of(ofPast.get(i))).get(0);
      Operand<TFloat32> fromLater =
          positions(tf, held, tf.constant(0), feeds.past()); // [2, k, P, w]
      sums.add(tf.math.add(fromLater, ofPast.get(i)));
    }
    PipelineGraph.target(
        tf, "key_value_gradients_put", state.keyValueGradients().put(tf, feeds.groupKey(), sums));
  }

  @SuppressWarnings("unchecked") // Gradients have the type of what they are of.
  private static Operand<TFloat32> floats(Output<?> output) {
    return (Operand<TFloat32>) output;
  }
}
