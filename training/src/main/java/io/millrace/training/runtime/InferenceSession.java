package io.millrace.training.runtime;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.model.InferenceGraph;
import io.millrace.training.model.ModelParameters;
import io.millrace.training.model.Parameter;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

/** A session over one of {@link InferenceGraph}'s graphs, with the weights set. */
final class InferenceSession implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;

  /**
   * @param model its shape
   * @param definition a graph of that model
   * @param weights in row-major order, by parameter
   * @throws IllegalArgumentException if a parameter is missing or of another size
   */
  InferenceSession(ModelConfig model, GraphDef definition, Map<String, float[]> weights) {
    TensorFlow.version(); // Loads the native library before any of its classes is used.
    graph.importGraphDef(definition);
    session = new Session(graph, config());
    for (Parameter parameter : ModelParameters.of(model)) {
      try (TFloat32 value = Tensors.of(parameter, weights.get(parameter.name()))) {
        session
            .runner()
            .feed(InferenceGraph.assigned(parameter.name()), value)
            .addTarget(InferenceGraph.assign(parameter.name()))
            .run()
            .close();
      }
    }
  }

  /** The graph runs as it is built, as the trainer's does. */
  private static ConfigProto config() {
    return ConfigProto.newBuilder()
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
        .build();
  }

  Session.Runner runner() {
    return session.runner();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
