package io.millrace.training.plan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.training.cost.CostModel.StageCosts;
import io.millrace.training.cost.GroupOrder;
import io.millrace.training.cost.TokenCosts;
import io.millrace.training.cost.Workload;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.check.ScheduleValidator;
import io.millrace.training.schedule.simulate.ScheduleSimulator;
import io.millrace.training.schedule.simulate.Timeline;
import io.millrace.training.schedule.text.ScheduleName;
import io.millrace.training.schedule.text.WrittenSchedule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;

/**
 * One schedule, simulated.
 *
 * @param simulation when its actions run
 * @param peakActivations the most alive at once on any device, in micro-batches or tokens
 */
record PlanSimulation(Timeline simulation, double peakActivations) {
  private static final MathContext PRINTED = new MathContext(6);

  /**
   * Simulates the schedule that options name.
   *
   * @throws IllegalArgumentException naming the option or the place in the file at fault
   */
  static PlanSimulation run(
      PlanPipelineOptions pipeline, PlanBatchOptions batch, PlanCostOptions times)
      throws IOException {
    PipelineSchedule rule = ScheduleName.ruleOrFile(pipeline.schedule, pipeline.settings());
    int workers = pipeline.stagesOr(PlanPipelineOptions.USUAL_STAGES);
    if (rule instanceof WrittenSchedule written) {
      workers = pipeline.stagesOr(written.schedule().workers().size());
    }
    Workload workload = workload(rule, pipeline, batch);
    Schedule schedule = rule.schedule(workers, workload.microBatches());
    ScheduleValidator.validate(schedule, workload.microBatches());
    TokenCosts costs = times.costs(workers);
    StageCosts ofStages = costs.of(costs.splits(schedule.stages(), 1).get(0), workload);
    Timeline simulation = ScheduleSimulator.simulate(schedule, ofStages);
    return new PlanSimulation(
        simulation, Collections.max(simulation.peakActivations(ofStages::activations)));
  }

  private static Workload workload(
      PipelineSchedule rule, PlanPipelineOptions pipeline, PlanBatchOptions batch)
      throws IOException {
    if (batch.hasSequences()) {
      List<Integer> lengths = batch.read().get(0);
      return pipeline.chunkTokens == null
          ? Workload.ofSequences(lengths)
          : Workload.ofChunks(
              lengths, pipeline.chunkTokens, pipeline.groupOrderOr(GroupOrder.STANDALONE_FIRST));
    }
    if (pipeline.chunkTokens != null) {
      throw new IllegalArgumentException(
          "--chunkTokens cuts sequences; give --lengths or --data, not --microBatches");
    }
    Integer count = batch.microBatches;
    if (count == null && rule instanceof WrittenSchedule written) {
      count = written.schedule().microBatches();
    }
    if (count == null) {
      throw new IllegalArgumentException(
          "--schedule needs to know the work; give --microBatches, --lengths or --data");
    }
    return Workload.ofSequences(Collections.nCopies(count, 1));
  }

  /** The actions, a line a device, then a line of what the schedule takes. */
  @Override
  public String toString() {
    return simulation.schedule()
        + "\nmakespan="
        + print(simulation.makespan())
        + " bubble="
        + print(simulation.bubble())
        + " peakActivations="
        + print(peakActivations)
        + "\n";
  }

  /** The same with snake_case keys. */
  ObjectNode toJson(ObjectMapper mapper) {
    ObjectNode json = mapper.createObjectNode();
    json.put("stages", simulation.schedule().workers().size());
    json.put("micro_batches", simulation.schedule().microBatches());
    json.put("makespan", simulation.makespan());
    json.put("bubble", simulation.bubble());
    json.put("peak_activations", peakActivations);
    json.set("actions", mapper.valueToTree(simulation.schedule().toString().lines().toList()));
    return json;
  }

  private static String print(double value) {
    return BigDecimal.valueOf(value).round(PRINTED).stripTrailingZeros().toPlainString();
  }
}
