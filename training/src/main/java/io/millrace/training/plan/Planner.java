package io.millrace.training.plan;

import io.millrace.training.cost.CostModel;
import io.millrace.training.cost.CostModel.StageCosts;
import io.millrace.training.cost.GroupOrder;
import io.millrace.training.cost.Workload;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.simulate.ScheduleSimulator;
import io.millrace.training.schedule.simulate.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Searches the fastest way to train within the devices' memory, by simulation. */
public final class Planner {
  private final SearchSpace space;
  private final CostModel costs;
  private final List<List<Integer>> batches;

  /**
   * @param space the candidates
   * @param costs of passes and memory
   * @param batches lengths of the sequences of each global batch, in tokens
   */
  public Planner(SearchSpace space, CostModel costs, List<List<Integer>> batches) {
    this.space = space;
    this.costs = costs;
    this.batches = batches;
  }

  /**
   * Simulates all candidates.
   *
   * @return fastest first, of equally fast ones that of the least memory; without those that
   *     another warm-up makes as fast in as little memory
   */
  public List<PlannedRun> search() {
    List<PlannedRun> runs = new ArrayList<>();
    for (int chunkTokens : space.chunkTokens()) {
      Map<GroupOrder, List<Workload>> workloads = new EnumMap<>(GroupOrder.class);
      for (GroupOrder order : space.orders()) {
        workloads.put(
            order,
            batches.stream().map(batch -> Workload.ofChunks(batch, chunkTokens, order)).toList());
      }
      int largestGroup =
          workloads.get(space.orders().get(0)).stream()
              .mapToInt(Workload::largestGroup)
              .max()
              .orElseThrow();
      for (Candidate candidate : space.candidates(chunkTokens, largestGroup, costs)) {
        runs.add(run(candidate, workloads.get(candidate.order())));
      }
    }
    // Rounding must not decide between runs that are equally fast.
    Comparator<PlannedRun> faster = Comparator.comparingDouble(run -> (float) run.makespan());
    runs.sort(faster.thenComparingDouble(PlannedRun::peakMemory));
    return withoutNeedlessWarmUp(runs);
  }

  /** Drops runs that with another warm-up are as fast in as little memory. */
  private static List<PlannedRun> withoutNeedlessWarmUp(List<PlannedRun> fastestFirst) {
    Map<Candidate, Double> leastMemory = new HashMap<>();
    List<PlannedRun> kept = new ArrayList<>();
    for (PlannedRun run : fastestFirst) {
      Candidate usual = run.candidate().withoutExtraWarmUp();
      if (run.peakMemory() < leastMemory.getOrDefault(usual, Double.POSITIVE_INFINITY)) {
        leastMemory.put(usual, run.peakMemory());
        kept.add(run);
      }
    }
    return kept;
  }

  private PlannedRun run(Candidate candidate, List<Workload> workloads) {
    double makespan = 0;
    double idle = 0;
    double peakActivations = 0;
    double peakMemory = 0;
    for (Workload workload : workloads) {
      StageCosts ofStages = costs.of(candidate.split(), workload);
      Timeline simulation = simulate(candidate, workload, ofStages);
      List<Double> peaks = simulation.peakActivations(ofStages::activations);
      makespan += simulation.makespan();
      idle += simulation.bubble() * simulation.makespan();
      for (int worker = 0; worker < peaks.size(); worker++) {
        double resident = resident(ofStages, worker, candidate.split().size());
        peakActivations = Math.max(peakActivations, peaks.get(worker));
        peakMemory = Math.max(peakMemory, peaks.get(worker) + resident);
      }
    }
    double bubble = makespan == 0 ? 0 : idle / makespan;
    return new PlannedRun(candidate, makespan, bubble, peakActivations, peakMemory);
  }

  /** The first global batch of a candidate. */
  public Timeline simulateFirst(Candidate candidate) {
    Workload workload =
        Workload.ofChunks(batches.get(0), candidate.chunkTokens(), candidate.order());
    return simulate(candidate, workload, costs.of(candidate.split(), workload));
  }

  private Timeline simulate(Candidate candidate, Workload workload, StageCosts ofStages) {
    Schedule schedule = candidate.rule().schedule(space.workers(), workload.microBatches());
    return ScheduleSimulator.simulate(schedule, ofStages);
  }

  private double resident(StageCosts ofStages, int worker, int stages) {
    double resident = 0;
    for (int stage = worker; stage < stages; stage += space.workers()) {
      resident += ofStages.resident(stage);
    }
    return resident;
  }
}
