package io.millrace.training.schedule.simulate;

import io.millrace.training.schedule.Action;
import java.util.List;

/**
 * Durations in proportion to the length of a micro-batch, the same at every stage. A recomputation
 * takes as long as a forward.
 *
 * @param forward time a token
 * @param backward time a token, for the gradients of input and weights together
 * @param weight the part of {@code backward} that is for the gradients of the weights
 * @param link time a token from a stage to the next
 * @param lengths of the micro-batches in tokens; all 1 gives times a micro-batch
 */
public record TokenDurations(
    double forward, double backward, double weight, double link, List<Integer> lengths)
    implements Durations {

  /** Copies the lengths and checks the times. */
  public TokenDurations {
    lengths = List.copyOf(lengths);
    if (!(forward >= 0) || !(weight >= 0) || !(backward >= weight) || !(link >= 0)) {
      throw new IllegalArgumentException(
          "times must be at least 0 and the weights' part no more than the backward: "
              + forward
              + ", "
              + backward
              + ", "
              + weight
              + ", "
              + link);
    }
  }

  @Override
  public double of(Action action) {
    double time =
        switch (action.kind()) {
          case FORWARD, RECOMPUTE -> forward;
          case BACKWARD -> backward;
          case INPUT_GRADIENT -> backward - weight;
          case WEIGHT_GRADIENT -> weight;
        };
    return time * lengths.get(action.microBatch());
  }

  @Override
  public double link(Action action) {
    return link * lengths.get(action.microBatch());
  }
}
