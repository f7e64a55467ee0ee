package io.millrace.training.loop;

import io.millrace.training.checkpoint.Checkpoint;
import io.millrace.training.checkpoint.CheckpointFolder;
import io.millrace.training.checkpoint.CheckpointListener;
import io.millrace.training.checkpoint.TrainingState;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.cost.ModelFlops;
import io.millrace.training.data.DataPosition;
import io.millrace.training.data.SequenceReader;
import io.millrace.training.data.ShardDataset;
import io.millrace.training.log.RunSummary;
import io.millrace.training.log.SampleLog;
import io.millrace.training.log.StepLog;
import io.millrace.training.log.StepMetrics;
import io.millrace.training.log.StepSchedule;
import io.millrace.training.log.ValidationMetrics;
import io.millrace.training.model.Parameter;
import io.millrace.training.model.Stage;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.FirstFitDecreasing;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.PipelineSession;
import io.millrace.training.runtime.ScheduleExecutor;
import io.millrace.training.schedule.simulate.Timeline;
import io.millrace.ui.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains a model step by step, measures, logs and saves. */
public final class Trainer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private final RunPlan plan;
  private final TrainingData data;
  private final ShardDataset trainShards;
  private final SequenceReader reader;
  private final Optional<Validation> validation;
  private final PipelineSession session;
  private final ScheduleExecutor executor;
  private final StepRunner steps;
  private final CheckpointFolder checkpoints;
  private final CheckpointListener listener;
  private final DivergenceGuard guard;
  private final ModelFlops flops;

  private int step;
  private int savedStep = -1;
  private long trainedTokens;
  private double seconds;
  private double bubbleSeconds;
  private double lastLoss;
  private int skippedSteps;
  private double utilizationSum;
  private int measuredSteps;
  private Validation.Result heldOut;
  private StepRunner.Result last;
  private long resumedAtNanos;
  private double secondsBefore;

  private Trainer(
      RunPlan plan,
      TrainingData data,
      ShardDataset trainShards,
      Optional<Validation> validation,
      PipelineSession session,
      CheckpointListener listener) {
    this.plan = plan;
    this.data = data;
    this.trainShards = trainShards;
    this.validation = validation;
    this.session = session;
    TrainingConfig config = plan.training();
    this.reader = reader(data, trainShards, config);
    this.executor = new ScheduleExecutor(session);
    this.guard = new DivergenceGuard(plan.divergence());
    this.flops = new ModelFlops(config.model());
    this.steps = new StepRunner(config, packer(config), plan.schedule(), session, executor, guard);
    this.checkpoints =
        new CheckpointFolder(plan.output().resolve("checkpoints"), plan.keptCheckpoints());
    this.listener = listener;
  }

  /** Opens the data and puts the model on its devices. */
  public static Trainer open(RunPlan plan, TrainingData data) throws IOException {
    return open(plan, data, checkpoint -> {});
  }

  /**
   * As the other.
   *
   * @param listener is told of each checkpoint
   */
  public static Trainer open(RunPlan plan, TrainingData data, CheckpointListener listener)
      throws IOException {
    Optional<Validation> validation =
        data.holdsOut() ? Optional.of(validation(plan, data)) : Optional.empty();
    ShardDataset trainShards = data.train(plan.readers());
    PipelineSession session =
        PipelineSession.open(
            plan.training(), Stage.of(plan.stageLayers()), plan.placement(), plan.deviceThreads());
    return new Trainer(plan, data, trainShards, validation, session, listener);
  }

  private static Validation validation(RunPlan plan, TrainingData data) throws IOException {
    try (ShardDataset heldOut = data.validation()) {
      return Validation.read(
          heldOut,
          reader(data, heldOut, plan.training()),
          packer(plan.training()),
          plan.validationTokens(),
          plan.training().globalBatchSequences());
    }
  }

  private static SequenceReader reader(
      TrainingData data, ShardDataset dataset, TrainingConfig config) {
    return new SequenceReader(
        dataset,
        config.maxSequenceTokens(),
        data.tokenizer().vocabularySize(),
        data.tokenizer().boundaryId());
  }

  private static ChunkPacker packer(TrainingConfig config) {
    return new ChunkPacker(config.chunkTokens(), new FirstFitDecreasing());
  }

  /**
   * Goes on from the newest checkpoint, if there is one.
   *
   * @return the step it was taken after
   * @throws IllegalArgumentException if it is of another configuration or other data
   */
  public Optional<Integer> resume() throws IOException {
    Optional<Checkpoint> latest = checkpoints.latest();
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    TrainingState state = latest.get().state();
    Resumption.check(state, plan.training(), data);
    Checkpoints.restore(session, latest.get());
    reader.resume(state.position(), state.cutSequences(), state.cutTokens());
    step = state.step();
    savedStep = step;
    trainedTokens = state.trainedTokens();
    secondsBefore = state.seconds();
    lastLoss = state.loss();
    skippedSteps = state.skippedSteps();
    guard.restore(state.recentLosses(), state.consecutiveSkips());
    return Optional.of(step);
  }

  /**
   * Trains until the last step or a signal; a checkpoint is saved in either case.
   *
   * @param stop ends the run early
   * @return whether the last step was done; the run was stopped otherwise
   */
  public boolean train(StopSignal stop) throws IOException, InterruptedException {
    int total = plan.steps();
    resumedAtNanos = System.nanoTime();
    // A run without a checkpoint measures again before its first step.
    int loggedStep = step == 0 ? -1 : step;
    try (StepLog log = StepLog.open(plan.output().resolve(StepLog.FILE_NAME), loggedStep);
        SampleLog samples = openSampleLog();
        Progress progress = Progress.onStandardError()) {
      if (step == 0) {
        validate(log);
      }
      while (step < total && !stop.requested()) {
        step(log, samples, progress, total);
        if (step % plan.validationSteps() == 0 || step == total) {
          validate(log);
        }
        if (step % plan.checkpointSteps() == 0) {
          save();
        }
      }
    }
    if (savedStep != step) {
      save();
    }
    if (step == total && heldOut == null) {
      measure();
    }
    return step == total;
  }

  private SampleLog openSampleLog() throws IOException {
    return plan.sampleLog().isPresent() ? SampleLog.open(plan.sampleLog().get(), step) : null;
  }

  private void step(StepLog log, SampleLog samples, Progress progress, int total)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Sequence> batch = reader.next(plan.training().globalBatchSequences());
    StepRunner.Result result = stepOrStop(batch);
    double stepSeconds = (System.nanoTime() - start) / 1e9;
    step++;
    trainedTokens += result.trainedTokens();
    last = result;
    bubbleSeconds += result.timeline().bubble() * stepSeconds;
    seconds += stepSeconds;
    if (result.skipped().isPresent()) {
      skippedSteps++;
      LOG.warn("{}; skipped", result.skipped().get());
    } else {
      lastLoss = result.loss();
    }
    long bytes = batch.stream().mapToLong(Sequence::bytes).sum();
    StepMetrics metrics =
        result.metrics(step, bytes, stepSeconds, utilization(batch, stepSeconds), elapsedSeconds());
    log.write(metrics);
    if (samples != null) {
      samples.write(step, batch.stream().map(Sequence::id).toList());
    }
    progress.update((double) step / total, line(metrics, total));
  }

  private StepRunner.Result stepOrStop(List<Sequence> batch) throws InterruptedException {
    try {
      return steps.run(step + 1, batch);
    } catch (DivergedException e) {
      String left =
          savedStep < 0
              ? "no checkpoint was saved before"
              : "the checkpoint of step " + savedStep + " is the last before it";
      throw new DivergedException(e.getMessage() + "; " + left);
    }
  }

  /** Share of the devices' peak that the model's own operations took; null if that is unknown. */
  private Double utilization(List<Sequence> batch, double stepSeconds) {
    if (plan.deviceFlopsPerSecond().isEmpty()) {
      return null;
    }
    double peak = plan.deviceFlopsPerSecond().getAsDouble() * plan.placement().devices().size();
    double done = batch.stream().mapToDouble(sequence -> flops.ofSequence(sequence.length())).sum();
    double utilization = done / (peak * stepSeconds);
    utilizationSum += utilization;
    measuredSteps++;
    return utilization;
  }

  private String line(StepMetrics metrics, int total) {
    int doneNow = Math.max(1, step);
    Duration left = Duration.ofSeconds((long) (elapsedSeconds() / doneNow * (total - step)));
    return String.format(
        Locale.ROOT,
        "step %d/%d | loss %.4f | %,.0f tokens/s | bubble %.0f%% | eta %d:%02d",
        step,
        total,
        lastLoss,
        metrics.tokensPerSecond(),
        100 * metrics.bubble(),
        left.toMinutes(),
        left.toSecondsPart());
  }

  private void validate(StepLog log) throws IOException {
    measure();
    if (heldOut != null) {
      log.write(
          new ValidationMetrics(
              step,
              heldOut.loss(),
              heldOut.bitsPerByte(),
              heldOut.bitsPerByteByLanguage(),
              elapsedSeconds()));
    }
  }

  private void measure() {
    if (validation.isEmpty()) {
      return;
    }
    try {
      heldOut = validation.get().measure(session, executor);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private void save() throws IOException {
    TrainingState state =
        new TrainingState(
            step,
            reader.position(),
            reader.cutSequences(),
            reader.cutTokens(),
            trainedTokens,
            elapsedSeconds(),
            lastLoss,
            guard.recentLosses(),
            skippedSteps,
            guard.consecutiveSkips(),
            plan.training(),
            data.tokenizer().sha256(),
            data.sha256());
    listener.saved(checkpoints.save(Checkpoints.take(session, state)));
    savedStep = step;
  }

  private double elapsedSeconds() {
    return secondsBefore + (System.nanoTime() - resumedAtNanos) / 1e9;
  }

  /**
   * What the run came to.
   *
   * @param trainingByteEntropy of the training texts, bits a byte
   */
  public RunSummary summary(double trainingByteEntropy) {
    return new RunSummary(
        step,
        session.parameters().stream().mapToLong(Parameter::size).sum(),
        trainedTokens,
        elapsedSeconds(),
        trainedTokens / elapsedSeconds(),
        seconds == 0 ? 0 : bubbleSeconds / seconds,
        lastLoss,
        skippedSteps,
        measuredSteps == 0 ? null : utilizationSum / measuredSteps,
        trainingByteEntropy,
        heldOut == null ? null : heldOut.bitsPerByte(),
        heldOut == null ? null : heldOut.bitsPerByteByLanguage(),
        validation.map(Validation::documents).orElse(0),
        reader.cutSequences(),
        reader.cutTokens(),
        steps.pipelineTimeOverPredicted(),
        steps.stageLoads(),
        Optional.ofNullable(last)
            .flatMap(StepRunner.Result::predicted)
            .map(this::schedule)
            .orElse(null),
        lastTimeline().map(this::schedule).orElse(null));
  }

  private StepSchedule schedule(Timeline timeline) {
    return StepSchedule.of(plan.scheduleName(), timeline, plan.placement().devices());
  }

  /** When each pass of the last step ran, in seconds; empty if there was none. */
  public Optional<Timeline> lastTimeline() {
    return Optional.ofNullable(last).map(StepRunner.Result::timeline);
  }

  /** Updates done. */
  public int step() {
    return step;
  }

  /** Where the next batch starts. */
  public DataPosition position() {
    return reader.position();
  }

  @Override
  public void close() throws IOException {
    executor.close();
    session.close();
    trainShards.close();
  }
}
