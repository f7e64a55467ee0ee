package io.millrace.training.loop;

import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.log.ResidentMemory;
import io.millrace.training.log.StageLoads;
import io.millrace.training.log.StepMetrics;
import io.millrace.training.packing.Chunk;
import io.millrace.training.packing.ChunkGroup;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.ReplicaShares;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.MicroBatch;
import io.millrace.training.runtime.PipelineSession;
import io.millrace.training.runtime.Purpose;
import io.millrace.training.runtime.ScheduleExecutor;
import io.millrace.training.runtime.ScheduleExecutor.Outcome;
import io.millrace.training.runtime.ScheduleExecutor.Work;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.check.ScheduleValidator;
import io.millrace.training.schedule.simulate.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One step: a global batch through the pipeline and one update of the weights. */
public final class StepRunner {
  private final TrainingConfig config;
  private final ChunkPacker packer;
  private final PipelineSchedule rule;
  private final PipelineSession session;
  private final ScheduleExecutor executor;
  private final DivergenceGuard guard;
  private final PipelineForecast forecast = new PipelineForecast();
  private final StageClock clock;

  /**
   * @param config what is learned
   * @param packer makes chunks of sequences
   * @param rule the order of the passes
   * @param session the model
   * @param executor runs passes on it
   * @param guard judges each step before its update
   */
  public StepRunner(
      TrainingConfig config,
      ChunkPacker packer,
      PipelineSchedule rule,
      PipelineSession session,
      ScheduleExecutor executor,
      DivergenceGuard guard) {
    this.config = config;
    this.packer = packer;
    this.rule = rule;
    this.session = session;
    this.executor = executor;
    this.guard = guard;
    this.clock = new StageClock(session.stages());
  }

  /**
   * What a step did.
   *
   * @param lossNats summed over the trained tokens
   * @param trainedTokens in the global batch
   * @param gradientNorm before clipping; 0 where nothing was trained
   * @param skipped why the weights were left as they are, or empty
   * @param learningRate of the update
   * @param timeline when each pass ran, in seconds
   * @param predicted when the simulator expected each pass to run; empty in the first steps
   * @param padding share of computed positions that are no token
   * @param chunkFill share of the chunks' capacity in use
   */
  public record Result(
      double lossNats,
      long trainedTokens,
      double gradientNorm,
      Optional<String> skipped,
      double learningRate,
      Timeline timeline,
      Optional<Timeline> predicted,
      double padding,
      double chunkFill) {

    /** Nats a trained token; 0 where nothing was trained. */
    public double loss() {
      return trainedTokens == 0 ? 0 : lossNats / trainedTokens;
    }

    /** What the simulator expected of the pipeline; empty in the first steps. */
    public OptionalDouble predictedSeconds() {
      return predicted.stream().mapToDouble(Timeline::makespan).findFirst();
    }

    /**
     * The step as it is logged.
     *
     * @param step from 1
     * @param bytes of text in the global batch
     * @param stepSeconds that the step took
     * @param utilization of the devices by the model's own operations, or null
     * @param elapsedSeconds since the start of the run
     */
    StepMetrics metrics(
        int step, long bytes, double stepSeconds, Double utilization, double elapsedSeconds) {
      OptionalLong resident = ResidentMemory.bytes();
      return new StepMetrics(
          step,
          skipped.orElse(null),
          finiteOrNull(loss()),
          finiteOrNull(lossNats / Math.log(2) / bytes),
          trainedTokens,
          trainedTokens / stepSeconds,
          timeline.bubble(),
          timeline.makespan(),
          orNull(predictedSeconds()),
          finiteOrNull(gradientNorm),
          learningRate,
          padding,
          chunkFill,
          utilization,
          resident.isPresent() ? resident.getAsLong() : null,
          elapsedSeconds);
    }
  }

  /**
   * Runs a step.
   *
   * @param step from 1
   * @param sequences the global batch
   * @throws DivergedException if the guard ends the run; weights are as before
   */
  public Result run(int step, List<Sequence> sequences) throws InterruptedException {
    List<ChunkGroup> groups = packer.pack(sequences);
    List<List<ChunkGroup>> shares = ReplicaShares.divide(groups, session.placement().replicas());
    List<Outcome> outcomes = executor.run(works(shares), Purpose.TRAINING);
    double lossSum = outcomes.stream().mapToDouble(Outcome::lossSum).sum();
    List<Chunk> chunks = chunks(groups);
    long trained = chunks.stream().mapToLong(Chunk::trainedTokens).sum();
    long positions = chunks.stream().mapToLong(Chunk::length).sum();
    long tokens = sequences.stream().mapToLong(Sequence::length).sum();
    double rate = config.learningRate().at(step);
    List<Timeline> timelines = outcomes.stream().map(Outcome::timeline).toList();
    clock.add(timelines);
    double norm = 0;
    Optional<String> skipped = Optional.empty();
    if (trained > 0) {
      session.sumGradients();
      norm = session.gradientNorm() / trained;
      skipped = fault(step, lossSum / trained, norm, shares, outcomes);
      if (skipped.isEmpty()) {
        update(step, norm, trained, rate);
      } else {
        session.dropGradients();
      }
    }
    return new Result(
        lossSum,
        trained,
        norm,
        skipped,
        rate,
        Timeline.ofReplicas(timelines),
        forecast.observe(timelines, shares.stream().map(StepRunner::chunks).toList()),
        1 - (double) tokens / positions,
        (double) tokens / ((long) chunks.size() * config.chunkTokens()));
  }

  private List<Work> works(List<List<ChunkGroup>> shares) {
    List<Work> works = new ArrayList<>();
    for (List<ChunkGroup> share : shares) {
      works.add(new Work(schedule(share), MicroBatch.number(share)));
    }
    return works;
  }

  private Schedule schedule(List<ChunkGroup> groups) {
    int workers = session.placement().workers();
    if (groups.isEmpty()) {
      return new Schedule(session.stages(), Collections.nCopies(workers, List.of()));
    }
    Schedule schedule = rule.schedule(workers, MicroBatch.shape(groups));
    ScheduleValidator.validate(schedule, MicroBatch.shape(groups));
    return schedule;
  }

  private static List<Chunk> chunks(List<ChunkGroup> groups) {
    return groups.stream().flatMap(group -> group.chunks().stream()).toList();
  }

  /** Time in the pipeline over the simulator's; null after too few steps to learn from. */
  Double pipelineTimeOverPredicted() {
    return orNull(forecast.measuredOverPredicted());
  }

  private static Double finiteOrNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** How evenly the stages are loaded; null where that cannot be said. */
  StageLoads stageLoads() {
    return clock.loads(session.stageLayers()).orElse(null);
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** What is wrong with a step that the guard lets the run go on without; empty if nothing. */
  private Optional<String> fault(
      int step, double loss, double norm, List<List<ChunkGroup>> shares, List<Outcome> outcomes) {
    Optional<String> fault = guard.fault(loss, norm);
    if (fault.isEmpty()) {
      guard.accept(loss);
      return fault;
    }
    List<Chunk> chunks = shares.stream().flatMap(share -> chunks(share).stream()).toList();
    List<Double> sums =
        outcomes.stream()
            .flatMap(outcome -> outcome.losses().stream())
            .map(values -> (double) values[0])
            .toList();
    String message =
        String.format(
            Locale.ROOT,
            "step %d: %s (loss %.4g, gradient norm %.4g); %s",
            step,
            fault.get(),
            loss,
            norm,
            DivergenceGuard.suspects(chunks, sums));
    guard.reject(message);
    return Optional.of(message);
  }

  /** Divides by the trained tokens of the whole batch, clips, and updates. */
  private void update(int step, double norm, long trained, double rate) {
    OptimizerConfig optimizer = config.optimizer();
    double clip = Math.min(1, optimizer.maxGradientNorm() / norm);
    session.update(
        clip / trained, rate, Math.pow(optimizer.beta1(), step), Math.pow(optimizer.beta2(), step));
  }
}
