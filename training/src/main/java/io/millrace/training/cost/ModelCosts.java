package io.millrace.training.cost;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.model.ModelParameters;
import io.millrace.training.model.Stage;
import io.millrace.training.schedule.Action;
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

  /** A backward computes two products for each of the forward's. */
  private static final int FORWARD_AND_BACKWARD = 3;

  /** Of attention's two products a backward computes the first once more, then two for each. */
  private static final double ATTENTION_BACKWARD = 2.5;

  private static final DeviceSpeed ANY_SPEED = new DeviceSpeed(1, 0, 0, 1);

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
  public List<List<Integer>> splits(int stages, int chunkTokens) {
    if (stages > model.layers()) {
      return List.of();
    }
    Set<List<Integer>> splits = new LinkedHashSet<>();
    splits.add(Stage.split(model.layers(), stages).stream().map(Stage::layers).toList());
    splits.add(balancedSplit(model, stages, chunkTokens));
    return List.copyOf(splits);
  }

  /**
   * The layers of each stage so that all take like times, embedding and head counted: the products
   * and sums of forward and backward of a whole chunk.
   *
   * @param model its shape
   * @param stages from 1 to the number of layers
   * @param chunkTokens C
   */
  public static List<Integer> balancedSplit(ModelConfig model, int stages, int chunkTokens) {
    ModelCosts costs = new ModelCosts(model, ANY_SPEED);
    double tokens = chunkTokens;
    double matrices = FORWARD_AND_BACKWARD * FLOPS_PER_WEIGHT * tokens;
    double attention = (1 + ATTENTION_BACKWARD) * costs.attentionFlops(tokens, tokens);
    // Backward adds the gradients of the rows looked up, then all rows to those of other chunks.
    double embedding = model.width() * (tokens + model.vocabularySize());
    return new StageSplit(
            matrices * costs.layerWeights() + attention, embedding, matrices * costs.headWeights())
        .balance(model.layers(), stages);
  }

  @Override
  public StageCosts of(List<Integer> split, Workload workload) {
    return new Costs(Stage.of(split), workload);
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

  /**
   * A layer's scores and weighed values of every position with all keys. That is the most: keys
   * that no query of a block may attend to are left out.
   */
  private double attentionFlops(double tokens, double keys) {
    return 2 * FLOPS_PER_WEIGHT * model.width() * tokens * keys;
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
                          .mapToDouble(parameter -> (double) parameter.size() * BYTES)
                          .sum())
              .toArray();
    }

    @Override
    public double of(Action action) {
      Stage stage = stages.get(action.stage());
      double matrices = tokens(action) * FLOPS_PER_WEIGHT * matrixWeights(stage);
      double attention = attention(stage, action);
      double forwardFixed = stage.layers() * speed.forwardSecondsPerLayer();
      double backwardFixed = stage.layers() * speed.backwardSecondsPerLayer();
      return switch (action.kind()) {
        case FORWARD, RECOMPUTE -> seconds(matrices + attention) + forwardFixed;
        case BACKWARD ->
            seconds((FORWARD_AND_BACKWARD - 1) * matrices + ATTENTION_BACKWARD * attention)
                + backwardFixed;
        case INPUT_GRADIENT ->
            seconds(matrices + ATTENTION_BACKWARD * attention) + backwardFixed / 2;
        case WEIGHT_GRADIENT -> seconds(matrices) + backwardFixed / 2;
      };
    }

    private double seconds(double flops) {
      return flops / speed.flopsPerSecond();
    }

    private double matrixWeights(Stage stage) {
      return stage.layers() * layerWeights() + (stage.isLast() ? headWeights() : 0);
    }

    private double attention(Stage stage, Action action) {
      double keys = workload.pasts().get(action.microBatch()) + tokens(action);
      return stage.layers() * attentionFlops(tokens(action), keys);
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
     * scaled; queries, keys, values, what they attend to, and the residual; five of the gated
     * feed-forward. Of the head, its norm's; logits are not kept.
     */
    @Override
    public double activations(Action action) {
      Stage stage = stages.get(action.stage());
      double layer = 8.0 * model.width() + 2 * keyValueWidth() + 5.0 * model.feedForwardWidth();
      double head = stage.isLast() ? 3.0 * model.width() : 0;
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
