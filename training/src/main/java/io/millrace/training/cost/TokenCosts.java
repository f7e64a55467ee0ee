package io.millrace.training.cost;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.simulate.TokenDurations;
import java.util.Collections;
import java.util.List;

/**
 * Costs in proportion to tokens, in the caller's units of time and in tokens of memory: equal
 * devices, no weights. Several stages of a device share its time and memory.
 *
 * @param workers devices
 * @param forward time a token and device
 * @param backward time a token and device, for gradients of input and weights
 * @param weight the part of {@code backward} for the gradients of the weights
 * @param link time a token from a stage to the next
 */
public record TokenCosts(int workers, double forward, double backward, double weight, double link)
    implements CostModel {

  @Override
  public String timeUnit() {
    return "time";
  }

  @Override
  public String sizeUnit() {
    return "tokens";
  }

  @Override
  public List<List<Integer>> splits(int stages, int chunkTokens) {
    return List.of(Collections.nCopies(stages, 1));
  }

  @Override
  public StageCosts of(List<Integer> split, Workload workload) {
    double share = (double) workers / split.size();
    TokenDurations durations =
        new TokenDurations(
            forward * share, backward * share, weight * share, link, workload.lengths());
    return new StageCosts() {
      @Override
      public double of(Action action) {
        return durations.of(action);
      }

      @Override
      public double link(Action action) {
        return durations.link(action);
      }

      @Override
      public double activations(Action action) {
        return share * workload.lengths().get(action.microBatch());
      }

      @Override
      public double resident(int stage) {
        return 0;
      }
    };
  }
}
