package io.millrace.training.runtime;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.model.ModelParameters;
import io.millrace.training.model.Parameter;
import io.millrace.training.model.PipelineGraph;
import io.millrace.training.model.ReplicaGraph;
import io.millrace.training.model.Slicing;
import io.millrace.training.model.Stage;
import io.millrace.training.model.StageNames;
import io.millrace.training.model.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A model on its devices: the placed graph, its session, and the variables by name. */
public final class PipelineSession implements AutoCloseable {
  private final ModelConfig model;
  private final List<Stage> stages;
  private final DevicePlacement placement;
  private final Graph graph;
  private final Session session;
  private final List<List<StageRunner>> runners = new ArrayList<>();

  private PipelineSession(
      ModelConfig model,
      List<Stage> stages,
      DevicePlacement placement,
      Graph graph,
      Session session) {
    this.model = model;
    this.stages = stages;
    this.placement = placement;
    this.graph = graph;
    this.session = session;
    for (int replica = 0; replica < placement.replicas(); replica++) {
      runners.add(
          names(replica).stream()
              .map(
                  names ->
                      new StageRunner(
                          session, names, new StageShape(stages.get(names.stage()), model)))
              .toList());
    }
  }

  /**
   * Builds a model on devices, cut into stages whose numbers of layers differ by at most one.
   *
   * @param config model, optimizer and seed
   * @param placement the stages' devices
   * @param intraOpThreads threads inside one kernel, at least 1
   */
  public static PipelineSession open(
      TrainingConfig config, DevicePlacement placement, int intraOpThreads) {
    List<Stage> stages = Stage.split(config.model().layers(), placement.stages());
    return open(config, stages, placement, intraOpThreads);
  }

  /**
   * Builds a model on devices and sets its weights to their initial values.
   *
   * @param config model, optimizer and seed
   * @param stages into which the model is cut
   * @param placement the stages' devices
   * @param intraOpThreads threads inside one kernel, at least 1
   * @throws IllegalArgumentException if a device is not there
   */
  public static PipelineSession open(
      TrainingConfig config, List<Stage> stages, DevicePlacement placement, int intraOpThreads) {
    Slicing slicing = Slicing.of(config.model(), config.chunkTokens(), config.maxSequenceTokens());
    return open(config, stages, slicing, placement, intraOpThreads);
  }

  static PipelineSession open(
      TrainingConfig config,
      List<Stage> stages,
      Slicing slicing,
      DevicePlacement placement,
      int intraOpThreads) {
    TensorFlow.version(); // Loads the native library before any of its classes is used.
    ModelConfig model = config.model();
    GraphDef pipeline =
        PipelineGraph.build(model, config.optimizer(), stages, slicing, config.seed());
    GraphDef replicated = ReplicaGraph.build(pipeline, model, stages, placement.replicas());
    Graph graph = new Graph();
    graph.importGraphDef(placement.place(replicated));
    Session session = new Session(graph, false, placement.sessionConfig(intraOpThreads));
    PipelineSession opened = new PipelineSession(model, stages, placement, graph, session);
    try {
      opened.runAll(opened.names().map(StageNames::initialize).toList());
    } catch (IllegalArgumentException e) {
      opened.close();
      throw new IllegalArgumentException(
          "--devices=" + placement + ": the model cannot be put there: " + e.getMessage(), e);
    }
    return opened;
  }

  /** The number of stages. */
  public int stages() {
    return stages.size();
  }

  /** The layers of each stage. */
  public List<Integer> stageLayers() {
    return stages.stream().map(Stage::layers).toList();
  }

  /** Which device computes which stage. */
  public DevicePlacement placement() {
    return placement;
  }

  /** All parameters, in the order of the layers. */
  public List<Parameter> parameters() {
    return ModelParameters.of(model);
  }

  /**
   * One variable of every parameter, as the first replica has it.
   *
   * @param variable which of the parameters' variables
   * @return the values in row-major order, by the parameter's name, in the order of the layers
   */
  public Map<String, float[]> read(Variable variable) {
    return read(variable, 0);
  }

  /** The same of any replica. */
  public Map<String, float[]> read(Variable variable, int replica) {
    Session.Runner runner = session.runner();
    for (Parameter parameter : parameters()) {
      StageNames holder = new StageNames(replica, holders(parameter).get(0));
      runner.fetch(holder.read(variable, parameter.name()));
    }
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (Parameter parameter : parameters()) {
        values.put(parameter.name(), Tensors.floats(result.get(values.size())));
      }
    }
    return values;
  }

  /**
   * Sets one variable of every parameter, in every stage that holds it, of every replica.
   *
   * @param values as {@link #read} gives them
   * @throws IllegalArgumentException if a parameter is missing or of another size
   */
  public void write(Variable variable, Map<String, float[]> values) {
    List<TFloat32> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (Parameter parameter : parameters()) {
        TFloat32 tensor = Tensors.of(parameter, values.get(parameter.name()));
        tensors.add(tensor);
        List<Integer> holders = holders(parameter);
        names()
            .filter(names -> holders.contains(names.stage()))
            .forEach(
                names ->
                    runner
                        .feed(names.assigned(variable, parameter.name()), tensor)
                        .addTarget(names.assign(variable, parameter.name())));
      }
      runner.run().close();
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  /**
   * Adds up gradients, to be called once all are there: those of a tied embedding's copies, then
   * those of the replicas in their order. Every copy has the sum afterwards.
   */
  public void sumGradients() {
    if (PipelineGraph.sharesEmbedding(model, stages.size())) {
      runAll(names().filter(PipelineSession::isFirst).map(StageNames::sumTiedGradients).toList());
    }
    if (placement.replicas() > 1) {
      runAll(names(0).stream().map(StageNames::sumReplicaGradients).toList());
    }
  }

  private static boolean isFirst(StageNames names) {
    return names.stage() == 0;
  }

  /** Sets the accumulated gradients to zero, whatever they are. */
  public void dropGradients() {
    Map<String, float[]> zeros = new LinkedHashMap<>();
    for (Parameter parameter : parameters()) {
      zeros.put(parameter.name(), new float[Math.toIntExact(parameter.shape().size())]);
    }
    write(Variable.GRADIENT, zeros);
  }

  /**
   * The global norm of the summed gradients. Parameters are added in their order, so that it does
   * not depend on the cut into stages.
   */
  public double gradientNorm() {
    double squares = 0;
    for (StageNames names : names(0)) {
      for (float ofParameter : fetch(names.squaredGradientNorms())) {
        squares += ofParameter;
      }
    }
    return Math.sqrt(squares);
  }

  /**
   * One AdamW update from the accumulated gradients, which are zero afterwards.
   *
   * @param gradientScale what gradients are multiplied with
   * @param learningRate of this step
   * @param beta1Power beta1 to the power of the step
   * @param beta2Power beta2 to the power of the step
   */
  public void update(
      double gradientScale, double learningRate, double beta1Power, double beta2Power) {
    try (TFloat32 scale = TFloat32.scalarOf((float) gradientScale);
        TFloat32 rate = TFloat32.scalarOf((float) learningRate);
        TFloat32 power1 = TFloat32.scalarOf((float) beta1Power);
        TFloat32 power2 = TFloat32.scalarOf((float) beta2Power)) {
      Session.Runner runner = session.runner();
      names()
          .forEach(
              names ->
                  runner
                      .feed(names.gradientScale(), scale)
                      .feed(names.learningRate(), rate)
                      .feed(names.beta1Power(), power1)
                      .feed(names.beta2Power(), power2)
                      .addTarget(names.update()));
      runner.run().close();
    }
  }

  /** Entries left in the state of all stages; 0 between steps. */
  public int stateSize() {
    Session.Runner runner = session.runner();
    names()
        .forEach(
            names ->
                runner.fetch(names.stateSize()).fetch(names.savedSize()).fetch(names.halvedSize()));
    int size = 0;
    try (Result result = runner.run()) {
      for (int i = 0; i < result.size(); i++) {
        size += ((TInt32) result.get(i)).getInt();
      }
    }
    return size;
  }

  /** The stages of a replica, in their order. */
  List<StageRunner> runners(int replica) {
    return runners.get(replica);
  }

  Session session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  /** All stages of all replicas. */
  private Stream<StageNames> names() {
    return IntStream.range(0, placement.replicas()).boxed().flatMap(each -> names(each).stream());
  }

  private List<StageNames> names(int replica) {
    return stages.stream().map(stage -> new StageNames(replica, stage.index())).toList();
  }

  private List<Integer> holders(Parameter parameter) {
    return stages.stream()
        .filter(stage -> ModelParameters.of(model, stage).contains(parameter))
        .map(Stage::index)
        .toList();
  }

  private void runAll(List<String> targets) {
    Session.Runner runner = session.runner();
    targets.forEach(runner::addTarget);
    runner.run().close();
  }

  private float[] fetch(String name) {
    try (Result result = session.runner().fetch(name).run()) {
      return Tensors.floats(result.get(0));
    }
  }
}
