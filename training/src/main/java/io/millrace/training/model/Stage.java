package io.millrace.training.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of consecutive layers that one device computes; the first stage has the embedding too, the
 * last the output head and the loss.
 *
 * @param index from 0
 * @param count of stages
 * @param firstLayer the first of its layers
 * @param endLayer one past the last
 */
public record Stage(int index, int count, int firstLayer, int endLayer) {

  /**
   * Cuts a model into stages whose numbers of layers differ by at most one.
   *
   * @param layers of the model
   * @param count of stages, from 1 to {@code layers}
   * @throws IllegalArgumentException if a stage would be without a layer
   */
  public static List<Stage> split(int layers, int count) {
    if (count < 1 || count > layers) {
      throw new IllegalArgumentException(
          "--stages=" + count + " does not fit --layers=" + layers + "; a stage needs a layer");
    }
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stages.add(new Stage(i, count, i * layers / count, (i + 1) * layers / count));
    }
    return stages;
  }

  /**
   * Cuts a model by hand.
   *
   * @param layers of each stage, each at least 1
   * @throws IllegalArgumentException if a stage would be without a layer
   */
  public static List<Stage> of(List<Integer> layers) {
    List<Stage> stages = new ArrayList<>();
    int first = 0;
    for (int count : layers) {
      if (count < 1) {
        throw new IllegalArgumentException("a stage needs a layer: " + layers);
      }
      stages.add(new Stage(stages.size(), layers.size(), first, first + count));
      first += count;
    }
    return stages;
  }

  /** Whether it has the embedding. */
  public boolean isFirst() {
    return index == 0;
  }

  /** Whether it has the head and the loss. */
  public boolean isLast() {
    return index == count - 1;
  }

  /** Number of its layers. */
  public int layers() {
    return endLayer - firstLayer;
  }

  boolean hasLayer(int layer) {
    return layer >= firstLayer && layer < endLayer;
  }
}
