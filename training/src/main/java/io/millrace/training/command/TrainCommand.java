package io.millrace.training.command;

import io.millrace.io.tokenizer.Tokenizer;
import io.millrace.training.checkpoint.CheckpointFolder;
import io.millrace.training.data.ByteEntropy;
import io.millrace.training.data.ShardDataset;
import io.millrace.training.log.RunSummary;
import io.millrace.training.loop.RunPlan;
import io.millrace.training.loop.StopSignal;
import io.millrace.training.loop.Trainer;
import io.millrace.training.loop.TrainingData;
import io.millrace.training.schedule.simulate.ChromeTrace;
import io.millrace.training.store.RemoteRun;
import io.millrace.ui.command.ExitCode;
import io.millrace.ui.command.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace train}. */
@Command(
    name = "train",
    description = "Trains a decoder-only transformer on shards, in pipeline stages on devices.",
    footer = "bin/millrace train --data=shards --output=run --devices=CPU:0,CPU:1 --steps=500")
public final class TrainCommand implements Callable<Integer> {
  /** Bytes from which a byte's entropy is known to a thousandth of a bit. */
  private static final long ENTROPY_BYTES = 1L << 28;

  private static final double MICROS_PER_SECOND = 1e6;

  @Spec private CommandSpec spec;
  @Mixin private TrainOptions options;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (TrainPlaces places = new TrainPlaces(options.store)) {
      return call(places);
    }
  }

  private Integer call(TrainPlaces places) throws IOException, InterruptedException {
    TrainPlaces.Output output = places.output(options.output, options.keptCheckpoints);
    TrainingData data;
    RunPlan plan;
    try {
      data = places.data(options.data);
      plan = RunPlans.of(options, data, output.folder());
      MemoryCheck.check(plan, data, options.deviceMemoryMebibytes);
    } catch (IllegalArgumentException | IOException e) {
      throw new UsageException(e.getMessage(), e);
    }
    RunFolder folder = new RunFolder(spec, options, data, output);
    if (folder.isFinished()) {
      System.err.println(options.output + " holds this very result already");
      return ExitCode.SUCCESS;
    }
    folder.check();
    try (StopSignal stop = new StopSignal();
        Trainer trainer = open(plan, data, output.remote())) {
      double entropy = entropy(data);
      folder.prepare();
      return train(trainer, stop, folder, entropy);
    }
  }

  private static double entropy(TrainingData data) throws IOException {
    try (Tokenizer tokenizer = data.openTokenizer();
        ShardDataset shards = data.train(1)) {
      return ByteEntropy.ofTexts(shards, tokenizer, ENTROPY_BYTES);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private Trainer open(RunPlan plan, TrainingData data, Optional<RemoteRun> remote)
      throws IOException {
    if (options.resume && remote.isPresent()) {
      remote.get().fetchNewestCheckpoint(CheckpointFolder.kept());
    }
    try {
      Trainer trainer =
          remote.isPresent() ? Trainer.open(plan, data, remote.get()) : Trainer.open(plan, data);
      if (options.resume) {
        resume(trainer);
      }
      return trainer;
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private void resume(Trainer trainer) throws IOException {
    try {
      Optional<Integer> step = trainer.resume();
      System.err.println(
          step.map(done -> "Going on after step " + done)
              .orElse("No checkpoint in " + options.output + "; starting from step 1"));
    } catch (IllegalArgumentException e) {
      trainer.close();
      throw e;
    }
  }

  private Integer train(Trainer trainer, StopSignal stop, RunFolder folder, double entropy)
      throws IOException, InterruptedException {
    if (!trainer.train(stop)) {
      System.err.println(
          "Stopped after step " + trainer.step() + " with a checkpoint; go on with --resume");
      return ExitCode.FAILURE;
    }
    RunSummary summary = trainer.summary(entropy);
    folder.finish(summary);
    if (options.trace != null && trainer.lastTimeline().isPresent()) {
      try (OutputStream out = Files.newOutputStream(options.trace)) {
        ChromeTrace.write(trainer.lastTimeline().get(), MICROS_PER_SECOND, out);
      }
    }
    System.out.print(summary.toTable());
    System.out.println("\ntrain wrote " + options.output);
    return ExitCode.SUCCESS;
  }
}
