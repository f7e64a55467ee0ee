package io.millrace.training.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Cuts a model into stages so that the slowest is as fast as can be. Costs are in any unit.
 *
 * @param layer cost of a layer, above 0
 * @param embedding cost of the embedding, which the first stage has, at least 0
 * @param head cost of head and loss, which the last stage has, at least 0
 */
public record StageSplit(double layer, double embedding, double head) {

  /** Checks the costs. */
  public StageSplit {
    if (!(layer > 0) || !(embedding >= 0) || !(head >= 0)) {
      throw new IllegalArgumentException(
          "a layer must cost something, embedding and head not less than nothing: "
              + layer
              + ", "
              + embedding
              + ", "
              + head);
    }
  }

  /**
   * Costs as stages of a model took them. Where no stage lies between the first and the last, the
   * embedding, a look-up, counts as nothing.
   *
   * @param layers of each stage, at least two stages
   * @param seconds of each stage
   */
  public static StageSplit measured(List<Integer> layers, List<Double> seconds) {
    int last = layers.size() - 1;
    if (last < 1 || seconds.size() != layers.size()) {
      throw new IllegalArgumentException("two stages at least: " + layers + ", " + seconds);
    }
    double middleSeconds = 0;
    int middleLayers = 0;
    for (int stage = 1; stage < last; stage++) {
      middleSeconds += seconds.get(stage);
      middleLayers += layers.get(stage);
    }
    double layer = middleLayers > 0 ? middleSeconds / middleLayers : seconds.get(0) / layers.get(0);
    return new StageSplit(
        layer,
        Math.max(0, seconds.get(0) - layers.get(0) * layer),
        Math.max(0, seconds.get(last) - layers.get(last) * layer));
  }

  /**
   * The layers of each stage. Layer by layer goes to the stage that is then the fastest, of equal
   * ones to the first; this is the best, as all layers cost the same.
   *
   * @param layers of the model
   * @param stages from 1 to {@code layers}
   */
  public List<Integer> balance(int layers, int stages) {
    if (stages < 1 || stages > layers) {
      throw new IllegalArgumentException(layers + " layers do not make " + stages + " stages");
    }
    List<Integer> split = new ArrayList<>(Collections.nCopies(stages, 1));
    for (int left = layers - stages; left > 0; left--) {
      int fastest = 0;
      for (int stage = 1; stage < stages; stage++) {
        fastest = cost(stage, split) < cost(fastest, split) ? stage : fastest;
      }
      split.set(fastest, split.get(fastest) + 1);
    }
    return List.copyOf(split);
  }

  private double cost(int stage, List<Integer> split) {
    double cost = split.get(stage) * layer;
    cost += stage == 0 ? embedding : 0;
    return stage == split.size() - 1 ? cost + head : cost;
  }
}
