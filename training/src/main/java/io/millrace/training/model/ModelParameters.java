package io.millrace.training.model;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** The trained tensors of a model, in the order of the layers. */
public final class ModelParameters {
  public static final String EMBEDDING = "embedding";
  public static final String FINAL_NORM = "final_norm";
  public static final String HEAD = "head";
  public static final String ATTENTION_NORM = "attention_norm";
  public static final String QUERY = "query";
  public static final String KEY = "key";
  public static final String VALUE = "value";
  public static final String ATTENTION_OUTPUT = "attention_output";
  public static final String FEED_FORWARD_NORM = "feed_forward_norm";
  public static final String GATE = "gate";
  public static final String UP = "up";
  public static final String DOWN = "down";

  /** GPT-2's deviation of initial weights. */
  private static final double DEVIATION = 0.02;

  private final ModelConfig config;
  private final List<Parameter> parameters = new ArrayList<>();

  private ModelParameters(ModelConfig config) {
    this.config = config;
  }

  /** All of a model's parameters. */
  public static List<Parameter> of(ModelConfig config) {
    return new ModelParameters(config).build();
  }

  /** The name of a layer's parameter. */
  public static String inLayer(int layer, String name) {
    return "layers." + layer + "." + name;
  }

  /** The parameters that a stage works with; a tied embedding is in the first and the last. */
  public static List<Parameter> of(ModelConfig config, Stage stage) {
    return of(config).stream().filter(parameter -> uses(config, stage, parameter)).toList();
  }

  private static boolean uses(ModelConfig config, Stage stage, Parameter parameter) {
    return switch (parameter.name()) {
      case EMBEDDING -> stage.isFirst() || (stage.isLast() && config.head() == OutputHead.TIED);
      case FINAL_NORM, HEAD -> stage.isLast();
      default -> stage.hasLayer(Integer.parseInt(parameter.name().split("\\.", -1)[1]));
    };
  }

  private List<Parameter> build() {
    int width = config.width();
    add(EMBEDDING, DEVIATION, config.vocabularySize(), width);
    for (int layer = 0; layer < config.layers(); layer++) {
      addLayer(layer);
    }
    add(FINAL_NORM, 0, width);
    if (config.head() == OutputHead.UNTIED) {
      add(HEAD, DEVIATION, width, config.vocabularySize());
    }
    return List.copyOf(parameters);
  }

  private void addLayer(int layer) {
    int width = config.width();
    int keyValueWidth = config.keyValueHeads() * config.headWidth();
    // Each layer adds to the residual stream twice; GPT-2 keeps the sum's variance so.
    double residual = DEVIATION / Math.sqrt(2.0 * config.layers());
    add(inLayer(layer, ATTENTION_NORM), 0, width);
    add(inLayer(layer, QUERY), DEVIATION, width, width);
    add(inLayer(layer, KEY), DEVIATION, width, keyValueWidth);
    add(inLayer(layer, VALUE), DEVIATION, width, keyValueWidth);
    add(inLayer(layer, ATTENTION_OUTPUT), residual, width, width);
    add(inLayer(layer, FEED_FORWARD_NORM), 0, width);
    add(inLayer(layer, GATE), DEVIATION, width, config.feedForwardWidth());
    add(inLayer(layer, UP), DEVIATION, width, config.feedForwardWidth());
    add(inLayer(layer, DOWN), residual, config.feedForwardWidth(), width);
  }

  private void add(String name, double deviation, long... dimensions) {
    parameters.add(new Parameter(name, Shape.of(dimensions), deviation, parameters.size()));
  }
}
