package io.millrace.training.plan.command;

import io.millrace.training.command.ModelOptions;
import io.millrace.training.cost.CostModel;
import io.millrace.training.cost.GroupOrder;
import io.millrace.training.cost.ModelCosts;
import io.millrace.training.loop.TrainingData;
import io.millrace.training.plan.PlannedRun;
import io.millrace.training.plan.Planner;
import io.millrace.training.plan.SearchSpace;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a search of the options of {@code millrace plan}. */
final class PlanSearch {
  /** Extra warm-up forwards beyond this only take memory in the cases tried. */
  private static final int MOST_EXTRA_WARM_UP = 2;

  private final PlanPipelineOptions pipeline;
  private final PlanBatchOptions batch;
  private final PlanCostOptions times;
  private final PlanDeviceOptions devices;
  private final ModelOptions model;

  PlanSearch(
      PlanPipelineOptions pipeline,
      PlanBatchOptions batch,
      PlanCostOptions times,
      PlanDeviceOptions devices,
      ModelOptions model) {
    this.pipeline = pipeline;
    this.batch = batch;
    this.times = times;
    this.devices = devices;
    this.model = model;
  }

  /**
   * Searches.
   *
   * @throws IllegalArgumentException naming the options at fault, or if no candidate fits
   */
  PlanReport run() throws IOException {
    int workers = pipeline.stagesOr(PlanPipelineOptions.USUAL_STAGES);
    double limit = times.given() ? devices.maxTokens() : devices.maxBytes();
    CostModel costs = times.given() ? times.costs(workers) : modelCosts();
    if (costs.splits(workers, 1).isEmpty()) {
      throw new IllegalArgumentException(
          "--stages=" + workers + " needs as many --layers; a stage has one at least");
    }
    List<List<Integer>> batches = batch.read();
    Planner planner = new Planner(space(workers, batches), costs, batches);
    List<PlannedRun> all = planner.search();
    List<PlannedRun> fitting = all.stream().filter(run -> run.peakMemory() <= limit).toList();
    if (fitting.isEmpty()) {
      double least = all.stream().mapToDouble(PlannedRun::peakMemory).min().orElseThrow();
      throw new IllegalArgumentException(
          "none of "
              + all.size()
              + " plans fits the devices' memory; the smallest needs "
              + PlanReport.memory(least, costs)
              + "; raise the limit, or --stages");
    }
    return new PlanReport(planner, costs, batches, workers, all.size(), fitting);
  }

  private CostModel modelCosts() throws IOException {
    int vocabularySize =
        batch.data == null
            ? devices.vocabularySize
            : TrainingData.open(batch.data).tokenizer().vocabularySize();
    return new ModelCosts(model.config(vocabularySize), devices.speed());
  }

  private SearchSpace space(int workers, List<List<Integer>> batches) {
    int longest = batches.stream().flatMap(Collection::stream).max(Integer::compare).orElseThrow();
    return new SearchSpace(
        workers,
        pipeline.chunkTokens == null
            ? SearchSpace.usualChunkTokens(longest)
            : List.of(pipeline.chunkTokens),
        pipeline.groupOrder == null
            ? List.of(GroupOrder.values())
            : List.of(GroupOrder.of(pipeline.groupOrder)),
        pipeline.retainedChunks == null
            ? Collections.emptyList()
            : List.of(pipeline.retainedChunks),
        pipeline.extraWarmUp == null
            ? IntStream.rangeClosed(0, MOST_EXTRA_WARM_UP).boxed().toList()
            : List.of(pipeline.extraWarmUp),
        List.of(pipeline.virtualStages));
  }
}
