package io.millrace.training.schedule.simulate;

import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.simulate.Timeline.Interval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long actions take, learned from those that ran: of each kind at each stage a fixed time, a
 * time a token, and a time a pair of a token and a key it attends to, by least squares. Links count
 * as part of what follows them.
 */
public final class MeasuredDurations {
  private record Pass(int stage, Kind kind) {}

  private final Map<Pass, LeastSquares> fits = new HashMap<>();

  /**
   * Learns from a run.
   *
   * @param measured times in any unit, the same throughout
   * @param lengths of the micro-batches in tokens
   * @param pasts tokens of the same sequence in earlier micro-batches
   */
  public void learn(Timeline measured, List<Integer> lengths, List<Integer> pasts) {
    measured.intervals().forEach(interval -> learn(interval, lengths, pasts));
  }

  private void learn(Interval interval, List<Integer> lengths, List<Integer> pasts) {
    Action action = interval.action();
    fits.computeIfAbsent(new Pass(action.stage(), action.kind()), pass -> new LeastSquares(3))
        .add(features(action, lengths, pasts), interval.duration());
  }

  private static double[] features(Action action, List<Integer> lengths, List<Integer> pasts) {
    double tokens = lengths.get(action.microBatch());
    return new double[] {1, tokens, tokens * (tokens + pasts.get(action.microBatch()))};
  }

  /**
   * Predicts a run.
   *
   * @param schedule what is to run
   * @param lengths of its micro-batches in tokens
   * @param pasts tokens of the same sequence in earlier micro-batches
   * @return empty if a kind of its actions was never measured at its stage
   */
  public Optional<Timeline> predict(Schedule schedule, List<Integer> lengths, List<Integer> pasts) {
    Map<Pass, double[]> weights = new HashMap<>();
    fits.forEach((pass, fit) -> weights.put(pass, fit.solve()));
    boolean known =
        schedule
            .actions()
            .allMatch(action -> weights.containsKey(new Pass(action.stage(), action.kind())));
    if (!known) {
      return Optional.empty();
    }
    Durations durations =
        new Durations() {
          @Override
          public double of(Action action) {
            double[] weight = weights.get(new Pass(action.stage(), action.kind()));
            double[] features = features(action, lengths, pasts);
            double sum = 0;
            for (int i = 0; i < features.length; i++) {
              sum += weight[i] * features[i];
            }
            return Math.max(0, sum);
          }

          @Override
          public double link(Action action) {
            return 0;
          }
        };
    return Optional.of(ScheduleSimulator.simulate(schedule, durations));
  }
}
