package io.millrace.training.runtime;

import io.millrace.training.config.ModelConfig;
import java.util.Map;

/** The forward pass of one whole sequence in plain Java and double precision, as a reference. */
final class PlainModel {
  private final ModelConfig config;
  private final Map<String, float[]> weights;

  PlainModel(ModelConfig config, Map<String, float[]> weights) {
    this.config = config;
    this.weights = weights;
  }

  /** The loss of each position of a sequence, in nats; the head is untied. */
  double[] losses(int[] inputs, int[] labels) {
    double[][] hidden = new double[inputs.length][config.width()];
    for (int t = 0; t < inputs.length; t++) {
      for (int i = 0; i < config.width(); i++) {
        hidden[t][i] = weights.get("embedding")[inputs[t] * config.width() + i];
      }
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = "layers." + layer + ".";
      double[][] normed = norm(hidden, prefix + "attention_norm");
      add(hidden, times(attend(normed, prefix), prefix + "attention_output"));
      normed = norm(hidden, prefix + "feed_forward_norm");
      double[][] gate = times(normed, prefix + "gate");
      double[][] up = times(normed, prefix + "up");
      for (int t = 0; t < gate.length; t++) {
        for (int i = 0; i < gate[t].length; i++) {
          gate[t][i] *= up[t][i] / (1 + Math.exp(-gate[t][i]));
        }
      }
      add(hidden, times(gate, prefix + "down"));
    }
    double[][] logits = times(norm(hidden, "final_norm"), "head");
    double[] losses = new double[inputs.length];
    for (int t = 0; t < inputs.length; t++) {
      losses[t] = -Math.log(softmax(logits[t])[labels[t]]);
    }
    return losses;
  }

  private double[][] attend(double[][] normed, String prefix) {
    int width = config.headWidth();
    double[][] query = times(normed, prefix + "query");
    double[][] key = times(normed, prefix + "key");
    double[][] value = times(normed, prefix + "value");
    double[][] attended = new double[normed.length][config.width()];
    for (int head = 0; head < config.heads(); head++) {
      int shared = head / config.queriesPerKey();
      for (int t = 0; t < normed.length; t++) {
        double[] turnedQuery = turned(query[t], head, t);
        double[] scores = new double[t + 1];
        for (int s = 0; s <= t; s++) {
          double[] turnedKey = turned(key[s], shared, s);
          for (int i = 0; i < width; i++) {
            scores[s] += turnedQuery[i] * turnedKey[i] / Math.sqrt(width);
          }
        }
        double[] shares = softmax(scores);
        for (int s = 0; s <= t; s++) {
          for (int i = 0; i < width; i++) {
            attended[t][head * width + i] += shares[s] * value[s][shared * width + i];
          }
        }
      }
    }
    return attended;
  }

  /** A head's part of a vector, each pair (i, i + w/2) turned by its angle at a position. */
  private double[] turned(double[] vector, int head, int position) {
    int width = config.headWidth();
    double[] turned = new double[width];
    for (int i = 0; i < width / 2; i++) {
      double angle = position * Math.pow(config.rotaryBase(), -2.0 * i / width);
      double first = vector[head * width + i];
      double second = vector[head * width + i + width / 2];
      turned[i] = first * Math.cos(angle) - second * Math.sin(angle);
      turned[i + width / 2] = second * Math.cos(angle) + first * Math.sin(angle);
    }
    return turned;
  }

  private double[][] norm(double[][] x, String name) {
    double[][] normed = new double[x.length][config.width()];
    for (int t = 0; t < x.length; t++) {
      double squares = 0;
      for (double value : x[t]) {
        squares += value * value;
      }
      double root = Math.sqrt(squares / config.width() + config.normEpsilon());
      for (int i = 0; i < config.width(); i++) {
        normed[t][i] = x[t][i] / root * weights.get(name)[i];
      }
    }
    return normed;
  }

  private double[][] times(double[][] x, String name) {
    float[] matrix = weights.get(name);
    int columns = matrix.length / x[0].length;
    double[][] product = new double[x.length][columns];
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < x[t].length; i++) {
        for (int j = 0; j < columns; j++) {
          product[t][j] += x[t][i] * matrix[i * columns + j];
        }
      }
    }
    return product;
  }

  private static void add(double[][] to, double[][] what) {
    for (int t = 0; t < to.length; t++) {
      for (int i = 0; i < to[t].length; i++) {
        to[t][i] += what[t][i];
      }
    }
  }

  private static double[] softmax(double[] scores) {
    double[] shares = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      shares[i] = Math.exp(scores[i]);
      sum += shares[i];
    }
    for (int i = 0; i < scores.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
