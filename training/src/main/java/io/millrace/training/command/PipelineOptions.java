package io.millrace.training.command;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.cost.ModelCosts;
import io.millrace.training.runtime.DevicePlacement;
import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.text.ScheduleName;
import io.millrace.training.schedule.text.ScheduleName.Settings;
import io.millrace.training.schedule.text.WrittenSchedule;
import java.io.IOException;
import java.util.List;

/**
 * The options of {@code millrace train} that lay out the pipeline, checked against each other.
 *
 * @param rule the order of the passes
 * @param placement the stages' devices
 */
record PipelineOptions(PipelineSchedule rule, DevicePlacement placement) {

  /**
   * Lays out the pipeline.
   *
   * @throws IllegalArgumentException naming the options that do not fit each other
   * @throws IOException if a schedule's file cannot be read
   */
  static PipelineOptions of(TrainOptions options) throws IOException {
    PipelineSchedule rule = rule(options);
    int workers = workers(options, rule);
    Schedule tried = tried(options, rule, workers);
    if (options.stages != null && options.stages != tried.stages()) {
      throw new IllegalArgumentException(
          "--stages=" + options.stages + ": " + options.schedule + " has " + tried.stages());
    }
    int needed = workers * options.replicas;
    if (needed > options.devices.size()) {
      throw new IllegalArgumentException(
          (options.stages == null ? "--schedule=" + options.schedule : "--stages=" + tried.stages())
              + (options.replicas == 1 ? "" : " --replicas=" + options.replicas)
              + " needs "
              + needed
              + " devices; --devices names "
              + options.devices.size()
              + " ("
              + String.join(",", options.devices)
              + ")");
    }
    return new PipelineOptions(
        rule,
        new DevicePlacement(
            options.devices.subList(0, needed), options.replicas, tried.workerOfStage()));
  }

  private static PipelineSchedule rule(TrainOptions options) throws IOException {
    Settings settings =
        new Settings(
            options.retainedChunks == null ? Integer.MAX_VALUE : options.retainedChunks,
            options.extraWarmUp,
            options.virtualStages);
    PipelineSchedule rule = ScheduleName.ruleOrFile(options.schedule, settings);
    if (options.retainedChunks != null && rule instanceof WrittenSchedule) {
      throw new IllegalArgumentException(
          "--retainedChunks: the file "
              + options.schedule
              + " says itself, by R, what is computed again");
    }
    return rule;
  }

  /** The devices of a replica. */
  private static int workers(TrainOptions options, PipelineSchedule rule) {
    if (rule instanceof WrittenSchedule written) {
      return written.schedule().workers().size();
    }
    if (options.stages == null) {
      return quotient("--devices", options.devices.size(), "--replicas", options.replicas);
    }
    boolean interleaved =
        ScheduleName.find(options.schedule).filter(ScheduleName.INTERLEAVED::equals).isPresent();
    return interleaved
        ? quotient("--stages", options.stages, "--virtualStages", options.virtualStages)
        : options.stages;
  }

  private static int quotient(String name, int value, String divisorName, int divisor) {
    if (value % divisor != 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " is not a multiple of " + divisorName + "=" + divisor);
    }
    return value / divisor;
  }

  /** The rule's schedule of as many micro-batches as it is written for, or of one. */
  private static Schedule tried(TrainOptions options, PipelineSchedule rule, int workers) {
    int count = rule instanceof WrittenSchedule written ? written.schedule().microBatches() : 1;
    try {
      return rule.schedule(workers, MicroBatches.independent(count));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--schedule=" + options.schedule + ": " + e.getMessage(), e);
    }
  }

  /**
   * The layers of each stage: as given, or so that stages take like times by computed cost.
   *
   * @throws IllegalArgumentException if the model's layers do not make these stages
   */
  List<Integer> stageLayers(ModelConfig model, TrainOptions options) {
    int stages = placement.stages();
    if (stages > model.layers()) {
      throw new IllegalArgumentException(
          stages + " stages do not fit --layers=" + model.layers() + "; a stage needs a layer");
    }
    List<Integer> given = options.stageLayers;
    if (given == null) {
      return ModelCosts.balancedSplit(model, stages, options.chunkTokens);
    }
    int sum = given.stream().mapToInt(Integer::intValue).sum();
    if (given.size() != stages || sum != model.layers() || given.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(
          "--stageLayers="
              + given
              + ": give a number for each of "
              + stages
              + " stages, each at least 1, that add up to --layers="
              + model.layers());
    }
    return given;
  }
}
