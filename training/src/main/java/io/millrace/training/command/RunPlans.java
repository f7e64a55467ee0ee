package io.millrace.training.command;

import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.loop.DivergenceGuard;
import io.millrace.training.loop.RunPlan;
import io.millrace.training.loop.TrainingData;
import io.millrace.training.model.Stage;
import io.millrace.training.runtime.DevicePlacement;
import io.millrace.training.runtime.ScheduleExecutor;
import io.millrace.training.schedule.MicroBatches;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.text.ScheduleName;
import io.millrace.training.schedule.text.ScheduleName.Settings;
import io.millrace.training.schedule.text.WrittenSchedule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes a run's plan of the options of {@code millrace train}. */
final class RunPlans {
  /** The learning rate ends at this share of its peak. */
  private static final double FLOOR_RATIO = 0.1;

  private static final int WARM_UP_SHARE = 10;
  private static final double TERA = 1e12;

  /** The best rate falls as the width grows (2203.03466); measured at a width of 128. */
  private static final double RATE_TIMES_WIDTH = 1.28;

  private RunPlans() {}

  /**
   * The plan.
   *
   * @throws IllegalArgumentException naming the options that do not fit each other
   * @throws IOException if a schedule's file cannot be read
   */
  static RunPlan of(TrainOptions options, TrainingData data) throws IOException {
    DevicePlacement placement = placement(options);
    return new RunPlan(
        new TrainingConfig(
            options.model.config(data.tokenizer().vocabularySize()),
            optimizer(options),
            learningRate(options),
            options.chunkTokens,
            options.maxSequenceTokens,
            options.globalBatchSequences,
            options.seed),
        placement,
        schedule(options, placement.devices().size()),
        options.schedule,
        options.steps,
        options.output,
        options.checkpointSteps,
        options.keptCheckpoints,
        options.validationSteps,
        options.validationTokens,
        new DivergenceGuard.Policy(
            options.onDivergence, options.lossSpikeFactor, options.maxSkippedSteps),
        options.deviceTeraflops == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(options.deviceTeraflops * TERA),
        options.readers,
        Optional.ofNullable(options.sampleLog));
  }

  private static OptimizerConfig optimizer(TrainOptions options) {
    OptimizerConfig usual = OptimizerConfig.USUAL;
    return new OptimizerConfig(
        usual.beta1(),
        usual.beta2(),
        usual.epsilon(),
        options.weightDecay,
        options.maxGradientNorm);
  }

  private static LearningRateConfig learningRate(TrainOptions options) {
    int decaySteps = options.decaySteps == null ? options.steps : options.decaySteps;
    int warmUpSteps =
        options.warmUpSteps == null ? decaySteps / WARM_UP_SHARE : options.warmUpSteps;
    double peak =
        options.learningRate == null
            ? RATE_TIMES_WIDTH / options.model.width
            : options.learningRate;
    return new LearningRateConfig(peak, warmUpSteps, decaySteps, FLOOR_RATIO);
  }

  private static DevicePlacement placement(TrainOptions options) {
    List<String> devices = new DevicePlacement(options.devices).devices();
    int stages = options.stages == null ? devices.size() : options.stages;
    if (stages > devices.size()) {
      throw new IllegalArgumentException(
          "--stages="
              + stages
              + " needs as many devices; --devices names "
              + devices.size()
              + " ("
              + String.join(",", devices)
              + ")");
    }
    Stage.split(options.model.layers, stages);
    return new DevicePlacement(devices.subList(0, stages));
  }

  /** The rule, tried on as many micro-batches as it is written for, or on one. */
  private static PipelineSchedule schedule(TrainOptions options, int workers) throws IOException {
    boolean stateAware =
        ScheduleName.find(options.schedule)
            .filter(ScheduleName.STATE_AWARE_ONE_F_ONE_B::equals)
            .isPresent();
    if (options.retainedChunks != null && !stateAware) {
      throw new IllegalArgumentException(
          "--retainedChunks is of --schedule=state-aware-1f1b alone, not of " + options.schedule);
    }
    Settings settings =
        new Settings(
            options.retainedChunks == null ? Integer.MAX_VALUE : options.retainedChunks,
            options.extraWarmUp,
            Settings.USUAL_VIRTUAL_STAGES);
    PipelineSchedule rule = ScheduleName.ruleOrFile(options.schedule, settings);
    int count = rule instanceof WrittenSchedule written ? written.schedule().microBatches() : 1;
    try {
      ScheduleExecutor.requireRunnable(rule.schedule(workers, MicroBatches.independent(count)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--schedule=" + options.schedule + ": " + e.getMessage(), e);
    }
    return rule;
  }
}
