package io.millrace.training.command;

import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.loop.DivergenceGuard;
import io.millrace.training.loop.RunPlan;
import io.millrace.training.loop.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
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
   * @param output folder on disk
   * @throws IllegalArgumentException naming the options that do not fit each other
   * @throws IOException if a schedule's file cannot be read
   */
  static RunPlan of(TrainOptions options, TrainingData data, Path output) throws IOException {
    ModelConfig model = options.model.config(data.tokenizer().vocabularySize());
    PipelineOptions pipeline = PipelineOptions.of(options);
    return new RunPlan(
        new TrainingConfig(
            model,
            optimizer(options),
            learningRate(options),
            options.chunkTokens,
            options.maxSequenceTokens,
            options.globalBatchSequences,
            options.seed),
        pipeline.stageLayers(model, options),
        pipeline.placement(),
        deviceThreads(options),
        pipeline.rule(),
        options.schedule,
        options.steps,
        output,
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

  private static int deviceThreads(TrainOptions options) {
    return options.deviceThreads == null
        ? Math.max(1, Runtime.getRuntime().availableProcessors() / options.devices.size())
        : options.deviceThreads;
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
}
