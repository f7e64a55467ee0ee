package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * Copies of a pipeline for data-parallel training. Each trains on its part of a global batch; then
 * the gradients of all are summed in the order of the replicas, and each has the sum.
 */
public final class ReplicaGraph {
  private final Graph graph;
  private final int replicas;
  private final List<Ops> scopes = new ArrayList<>();

  private ReplicaGraph(Graph graph, int replicas) {
    this.graph = graph;
    this.replicas = replicas;
    Ops root = Ops.create(graph);
    scopes.add(root);
    for (int replica = 1; replica < replicas; replica++) {
      scopes.add(root.withSubScope(StageNames.replicaPrefix(replica)));
    }
  }

  /**
   * Copies a pipeline and adds {@link StageNames#sumReplicaGradients()}.
   *
   * @param pipeline of {@link PipelineGraph}
   * @param model of that pipeline
   * @param stages of that pipeline
   * @param replicas how many there are to be, the first included
   * @return the definition, to be placed on devices
   */
  public static GraphDef build(
      GraphDef pipeline, ModelConfig model, List<Stage> stages, int replicas) {
    if (replicas == 1) {
      return pipeline;
    }
    try (Graph graph = new Graph()) {
      graph.importGraphDef(pipeline);
      for (int replica = 1; replica < replicas; replica++) {
        graph.importGraphDef(pipeline, StageNames.replicaPrefix(replica));
      }
      ReplicaGraph all = new ReplicaGraph(graph, replicas);
      stages.forEach(stage -> all.addSum(stage, ModelParameters.of(model, stage)));
      return graph.toGraphDef();
    }
  }

  private void addSum(Stage stage, List<Parameter> parameters) {
    List<Ops> ofStage =
        scopes.stream().map(scope -> scope.withSubScope("s" + stage.index())).toList();
    List<Ops> sums = ofStage.stream().map(scope -> scope.withSubScope("replicas")).toList();
    List<Op> assignments = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Operand<TFloat32> sum = gradient(0, stage, parameter);
      for (int replica = 1; replica < replicas; replica++) {
        sum = sums.get(0).math.add(sum, gradient(replica, stage, parameter));
      }
      // The sum waits for all reads, so that none comes after an assignment.
      for (int replica = 0; replica < replicas; replica++) {
        assignments.add(sums.get(replica).assignVariableOp(handle(replica, stage, parameter), sum));
      }
    }
    PipelineGraph.target(ofStage.get(0), "sum_replica_gradients", assignments.toArray(new Op[0]));
  }

  private Operand<TFloat32> gradient(int replica, Stage stage, Parameter parameter) {
    StageNames names = new StageNames(replica, stage.index());
    return output(names.read(Variable.GRADIENT, parameter.name()));
  }

  private Output<?> handle(int replica, Stage stage, Parameter parameter) {
    StageNames names = new StageNames(replica, stage.index());
    return graph.operationOrThrow(names.handle(Variable.GRADIENT, parameter.name())).output(0);
  }

  private Output<TFloat32> output(String node) {
    return graph.operationOrThrow(node).output(0);
  }
}
