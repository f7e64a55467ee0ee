package io.millrace.training.checkpoint;

import io.millrace.training.config.TrainingConfig;
import io.millrace.training.data.DataPosition;
import java.util.List;

/**
 * Where a run stands, its variables aside.
 *
 * @param step updates done
 * @param position the next row of the training data
 * @param cutSequences sequences cut so far
 * @param cutTokens tokens cut off so far
 * @param trainedTokens predicted so far
 * @param seconds trained so far
 * @param loss of the last step, nats a token
 * @param recentLosses of the last sound steps, which further ones are held against
 * @param skippedSteps so far
 * @param consecutiveSkips since the last sound step
 * @param config of the run
 * @param tokenizerSha256 of the data's tokenizer
 * @param dataSha256 of the training files' checksums
 */
public record TrainingState(
    int step,
    DataPosition position,
    long cutSequences,
    long cutTokens,
    long trainedTokens,
    double seconds,
    double loss,
    List<Double> recentLosses,
    int skippedSteps,
    int consecutiveSkips,
    TrainingConfig config,
    String tokenizerSha256,
    String dataSha256) {

  /** Copies the list; checkpoints of earlier versions have none. */
  public TrainingState {
    recentLosses = recentLosses == null ? List.of() : List.copyOf(recentLosses);
  }
}
