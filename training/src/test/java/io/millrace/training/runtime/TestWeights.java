package io.millrace.training.runtime;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.model.ModelParameters;
import io.millrace.training.model.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Random weights, large enough that every one of them matters. */
public final class TestWeights {
  private TestWeights() {}

  /** A value for each parameter of a model, the same at every call. */
  public static Map<String, float[]> of(ModelConfig model) {
    Random random = new Random(8);
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (Parameter parameter : ModelParameters.of(model)) {
      float[] values = new float[(int) parameter.shape().size()];
      for (int i = 0; i < values.length; i++) {
        float mean = parameter.decayed() ? 0 : 1;
        values[i] = mean + (float) (0.3 * random.nextGaussian());
      }
      weights.put(parameter.name(), values);
    }
    return weights;
  }

  /** The loss of predicting a label, in nats. */
  public static double loss(float[] logits, int label) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum) - logits[label];
  }
}
