package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.OutputHead;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Builds all stages of a model as one graph, without devices: nodes of stage i are named {@code
 * s<i>/...}, see {@link StageNames}. A pass of a stage is a run of some of its targets; between
 * runs, tensors stay on the stage's device.
 */
public final class PipelineGraph {
  private final ModelConfig model;
  private final OptimizerConfig optimizer;
  private final List<Stage> stages;
  private final Slicing slicing;
  private final List<Ops> scopes = new ArrayList<>();
  private final List<StageVariables> variables = new ArrayList<>();

  private PipelineGraph(
      ModelConfig model, OptimizerConfig optimizer, List<Stage> stages, Slicing slicing) {
    this.model = model;
    this.optimizer = optimizer;
    this.stages = stages;
    this.slicing = slicing;
  }

  /**
   * Builds the graph of a model.
   *
   * @param model its shape
   * @param optimizer its optimizer
   * @param stages into which the layers are cut
   * @param slicing of the chunks
   * @param seed of the initial weights
   * @return the definition, to be placed on devices
   */
  public static GraphDef build(
      ModelConfig model,
      OptimizerConfig optimizer,
      List<Stage> stages,
      Slicing slicing,
      long seed) {
    try (Graph graph = new Graph()) {
      new PipelineGraph(model, optimizer, stages, slicing).build(graph, seed);
      List<StageNames> names = stages.stream().map(stage -> new StageNames(stage.index())).toList();
      return WeightGradientCut.apply(SavedTensorCut.apply(graph, names), names);
    }
  }

  /** Whether first and last stage each hold a copy of the embedding. */
  public static boolean sharesEmbedding(ModelConfig model, int stages) {
    return model.head() == OutputHead.TIED && stages > 1;
  }

  private void build(Graph graph, long seed) {
    Ops root = Ops.create(graph);
    for (Stage stage : stages) {
      scopes.add(root.withSubScope("s" + stage.index()));
    }
    for (Stage stage : stages) {
      Ops scope = scopes.get(stage.index());
      variables.add(
          new StageVariables(
              scope,
              new StageNames(stage.index()).prefix(),
              ModelParameters.of(model, stage),
              EnumSet.allOf(Variable.class)));
      variables.get(stage.index()).buildInitializer(scope, seed);
      build(graph, stage);
    }
    if (sharesEmbedding(model, stages.size())) {
      sumTiedGradients();
    }
  }

  private void build(Graph graph, Stage stage) {
    Ops scope = scopes.get(stage.index());
    StageNames names = new StageNames(stage.index());
    StageState state = StageState.of(stage);
    StageFeeds feeds = StageFeeds.build(scope);
    StageVariables own = variables.get(stage.index());
    StageForward forward =
        new StageForward.Builder(scope.withSubScope("f"), model, stage, feeds, own, state, slicing)
            .build();
    buildForwardTarget(stage, feeds, forward);
    buildStateTargets(scope, feeds, state, forward);
    StageBackward backward = new StageBackward(graph, names, feeds, own, state, forward);
    Operand<TFloat32> outputGradient =
        stage.isLast()
            ? scope.withName("loss_gradient").constant(1f)
            : state.outputGradient().take(scope, feeds.chunkKey()).get(0);
    if (stage.isFirst()) {
      backward.build(scope, outputGradient, null, null);
    } else {
      StageState before = StageState.of(stages.get(stage.index() - 1));
      backward.build(scope, outputGradient, before.outputGradient(), scopes.get(stage.index() - 1));
    }
    new StageOptimizer(optimizer, feeds, own).build(scope, counted(stage));
  }

  /** The loss at the last stage; elsewhere, the output put where the next stage finds it. */
  private void buildForwardTarget(Stage stage, StageFeeds feeds, StageForward forward) {
    Op done = forward.output();
    if (!stage.isLast()) {
      StageState next = StageState.of(stages.get(stage.index() + 1));
      done =
          next.input()
              .put(scopes.get(stage.index() + 1), feeds.chunkKey(), List.of(forward.output()));
    }
    target(scopes.get(stage.index()), "forward", done);
  }

  private static void buildStateTargets(
      Ops stage, StageFeeds feeds, StageState state, StageForward forward) {
    Ops tf = stage.withSubScope("state");
    StateBox keyValues = state.keyValues();
    target(tf, "key_values_start", keyValues.put(tf, feeds.groupKey(), forward.keyValues()));
    // The forward pass must have read the past before it is taken away to be appended to.
    List<Operand<TFloat32>> taken =
        keyValues.take(
            tf.withControlDependencies(forward.past().toArray(new Op[0])), feeds.groupKey());
    List<Operand<TFloat32>> appended = new ArrayList<>(); // layers × [2, k, P+T, w]
    for (int i = 0; i < taken.size(); i++) {
      appended.add(tf.concat(List.of(taken.get(i), forward.keyValues().get(i)), tf.constant(2)));
    }
    target(tf, "key_values_append", keyValues.put(tf, feeds.groupKey(), appended));
    drop(tf, "key_values_drop", keyValues, feeds.groupKey());
    drop(tf, "key_value_gradients_drop", state.keyValueGradients(), feeds.groupKey());
    drop(tf, "input_drop", state.input(), feeds.chunkKey());
    Operand<TInt32> size = tf.constant(0);
    for (StateBox box : state.boxes()) {
      size = tf.math.add(size, box.size(tf));
    }
    tf.withName("size").identity(size);
  }

  private static void drop(Ops tf, String name, StateBox box, Operand<TInt64> key) {
    target(tf, name, box.take(tf, key).toArray(new Op[0]));
  }

  /** A node without result that stands for some work. */
  static void target(Ops tf, String name, Op... work) {
    tf.withName(name).withControlDependencies(work).noOp();
  }

  /** A tied embedding's gradient counts once, in the first stage. */
  private List<Parameter> counted(Stage stage) {
    return variables.get(stage.index()).parameters().stream()
        .filter(parameter -> stage.isFirst() || !parameter.name().equals(ModelParameters.EMBEDDING))
        .toList();
  }

  private void sumTiedGradients() {
    Ops first = scopes.get(0);
    StageVariables firstStage = variables.get(0);
    StageVariables lastStage = variables.get(stages.size() - 1);
    Parameter embedding = firstStage.parameters().get(0);
    Operand<TFloat32> sum =
        first.math.add(
            firstStage.read(Variable.GRADIENT, embedding),
            lastStage.read(Variable.GRADIENT, embedding));
    Ops last = scopes.get(stages.size() - 1);
    Op atFirst = first.assignVariableOp(firstStage.handle(Variable.GRADIENT, embedding), sum);
    // Reading must come before either copy is set; the sum's consumers all wait for both reads.
    Op atLast = last.assignVariableOp(lastStage.handle(Variable.GRADIENT, embedding), sum);
    target(first, "sum_tied_gradients", atFirst, atLast);
  }
}
