package io.millrace.training.plan;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.model.ModelParameters;
import io.millrace.training.model.Stage;
import io.millrace.training.schedule.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Costs of a model in seconds and bytes, worked out from its size: the matrix products of a pass at
 * a device's speed, with a fixed time a layer; weights, activations, keys and values in float32.
 * The head counts for the last stage.
 *
 * @param model the model's shape
 * @param speed of each device
 */
public record ModelCosts(ModelConfig model, DeviceSpeed speed) implements CostModel {
  private static final int BYTES = Float.BYTES;

  /** Weight, gradient and AdamW's two moments. */
  private static final int VARIABLES = 4;

  /** A multiplication and an addition. */
  private static final double FLOPS_PER_WEIGHT = 2;

  @Override
  public String timeUnit() {
    return "seconds";
  }

  @Override
  public String sizeUnit() {
    return "bytes";
  }

  /** The split whose stages have equally many layers, and the one whose slowest is the fastest. */
  @Override
  public List<List<Integer>> splits(int stages) {
    if (stages > model.layers()) {
      return List.of();
    }
    Set<List<Integer>> splits = new LinkedHashSet<>();
    splits.add(Stage.split(model.layers(), stages).stream().map(Stage::layers).toList());
    splits.add(balanced(stages));
    return List.copyOf(splits);
  }

  /** Takes layers from the last stage, which has the head, as long as the slowest gets faster. */
  private List<Integer> balanced(int stages) {
    List<Integer> best = null;
    double fastest = Double.POSITIVE_INFINITY;
    for (int last = 1; last <= model.layers() - stages + 1; last++) {
      List<Integer> split = new ArrayList<>();
      if (stages > 1) {
        Stage.split(model.layers() - last, stages - 1).forEach(stage -> split.add(stage.layers()));
      } else if (last < model.layers()) {
        continue;
      }
      split.add(last);
      double head = headWeights() / layerWeights();
      double slowest = Math.max(Collections.max(split), last + head);
      if (slowest < fastest) {
        fastest = slowest;
        best = split;
      }
    }
    return best;
  }

  @Override
  public StageCosts of(List<Integer> split, Workload workload) {
    List<Stage> stages = new ArrayList<>();
    int layer = 0;
    for (int i = 0; i < split.size(); i++) {
      stages.add(new Stage(i, split.size(), layer, layer + split.get(i)));
      layer += split.get(i);
    }
    return new Costs(stages, workload);
  }

  /** Width of keys or values. */
  private int keyValueWidth() {
    return model.keyValueHeads() * model.headWidth();
  }

  /** Weights of a layer's matrices. */
  private double layerWeights() {
    double width = model.width();
    return 2 * width * (width + keyValueWidth()) + 3 * width * model.feedForwardWidth();
  }

  private double headWeights() {
    return (double) model.width() * model.vocabularySize();
  }

  private final class Costs implements StageCosts {
    private final List<Stage> stages;
    private final Workload workload;
    private final double[] parameterBytes;

    Costs(List<Stage> stages, Workload workload) {
      this.stages = stages;
      this.workload = workload;
      this.parameterBytes =
          stages.stream()
              .mapToDouble(
                  stage ->
                      ModelParameters.of(model, stage).stream()
                          .mapToDouble(parameter -> (double) parameter.shape().size() * BYTES)
                          .sum())
              .toArray();
    }

    @Override
    public double of(Action action) {
      Stage stage = stages.get(action.stage());
      double matrices = tokens(action) * FLOPS_PER_WEIGHT * matrixWeights(stage);
      double attention = attentionFlops(stage, action);
      double forwardFixed = stage.layers() * speed.forwardSecondsPerLayer();
      double backwardFixed = stage.layers() * speed.backwardSecondsPerLayer();
      // A backward computes two products for each of the forward's, and attention once more.
      return switch (action.kind()) {
        case FORWARD, RECOMPUTE -> seconds(matrices + attention) + forwardFixed;
        case BACKWARD -> seconds(2 * matrices + 3 * attention) + backwardFixed;
        case INPUT_GRADIENT -> seconds(matrices + 3 * attention) + backwardFixed / 2;
        case WEIGHT_GRADIENT -> seconds(matrices) + backwardFixed / 2;
      };
    }

    private double seconds(double flops) {
      return flops / speed.flopsPerSecond();
    }

    private double matrixWeights(Stage stage) {
      return stage.layers() * layerWeights() + (stage.isLast() ? headWeights() : 0);
    }

    /** Scores and weighed values of every position with all keys, masked ones included. */
    private double attentionFlops(Stage stage, Action action) {
      double keys = workload.pasts().get(action.microBatch()) + tokens(action);
      return 2 * FLOPS_PER_WEIGHT * stage.layers() * model.width() * tokens(action) * keys;
    }

    private double tokens(Action action) {
      return workload.lengths().get(action.microBatch());
    }

    @Override
    public double link(Action action) {
      return tokens(action) * model.width() * BYTES / speed.linkBytesPerSecond();
    }

    /**
     * The tensors that a layer's gradients read: of each norm its input, the normalised and the
     * scaled; queries, keys, values and the residual; five of the gated feed-forward. Of the head,
     * its norm's and twice the logits.
     */
    @Override
    public double activations(Action action) {
      Stage stage = stages.get(action.stage());
      double layer = 7.0 * model.width() + 2 * keyValueWidth() + 5.0 * model.feedForwardWidth();
      double head = stage.isLast() ? 3.0 * model.width() + 2.0 * model.vocabularySize() : 0;
      return tokens(action) * BYTES * (stage.layers() * layer + head);
    }

    /**
     * Parameters with gradients and moments; of the longest sequence in several chunks, keys and
     * values, their gradients, and the inputs that recomputation starts from.
     */
    @Override
    public double resident(int stage) {
      double keyValues = 2.0 * 2 * stages.get(stage).layers() * keyValueWidth();
      double state = workload.longestDependent() * BYTES * (keyValues + model.width());
      return VARIABLES * parameterBytes[stage] + state;
    }
  }
}
