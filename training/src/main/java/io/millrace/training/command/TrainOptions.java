package io.millrace.training.command;

import io.millrace.training.loop.DivergenceGuard;
import io.millrace.ui.command.Range;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code millrace train}. */
final class TrainOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description =
          "Output of millrace rebalance: train/, validation/, manifest.json. May be s3://bucket/folder.")
  String data;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of checkpoints, metrics.jsonl, summary.json and manifest.json. May be s3://bucket/folder.")
  String output;

  @Option(names = "--overwrite", description = "Replace what --output holds from another run.")
  boolean overwrite;

  @Option(
      names = "--resume",
      description =
          "Go on from the newest whole checkpoint in --output. --steps, learning rate, --devices, --deviceThreads, --stages, --schedule, --chunkTokens, --readers and what is logged or kept when may change; the model, --maxSequenceTokens, --globalBatchSequences, --weightDecay, --maxGradientNorm, --seed and the data may not.")
  boolean resume;

  @Option(
      names = "--devices",
      split = ",",
      defaultValue = "CPU:0,CPU:1",
      paramLabel = "TYPE:N,...",
      description =
          "TensorFlow devices, such as GPU:1 or /job:worker/task:1/device:GPU:0; stage i runs on the i-th. With --replicas, first those of one replica, then of the next. CPUs are virtual.")
  List<String> devices;

  @Option(
      names = "--deviceThreads",
      paramLabel = "INT",
      description =
          "Threads that one operation on a CPU device may use; by default the cores, divided by --devices. Sums are cut among them, so that with other numbers weights differ in their last bits.")
  @Range(min = 1, max = 1024)
  Integer deviceThreads;

  @Option(
      names = "--stages",
      paramLabel = "INT",
      description =
          "Pipeline stages, one a device, --virtualStages where interleaved; by default as many as the devices then have. A schedule's file says itself how many.")
  @Range(min = 1, max = 1024)
  Integer stages;

  @Option(
      names = "--virtualStages",
      defaultValue = "2",
      paramLabel = "INT",
      description =
          "Stages of each device where the schedule is interleaved: stage s is on device s modulo their number.")
  @Range(min = 1, max = 1024)
  int virtualStages;

  @Option(
      names = "--stageLayers",
      split = ",",
      paramLabel = "INT,...",
      description =
          "Layers of each stage. By default stages take like times by computed cost, embedding and head counted; the summary says what measured times suggest.")
  @Range(min = 1, max = 1024)
  List<Integer> stageLayers;

  @Option(
      names = "--replicas",
      defaultValue = "1",
      paramLabel = "INT",
      description =
          "Copies of the pipeline, each on devices of its own; they divide each global batch and have the same weights.")
  @Range(min = 1, max = 1024)
  int replicas;

  @Option(
      names = "--schedule",
      defaultValue = "gpipe",
      paramLabel = "gpipe|1f1b|interleaved|zb-h1|state-aware-1f1b|FILE",
      description =
          "Order of the passes. 1f1b, or state-aware-1f1b where sequences are long, keeps fewer activations than gpipe; interleaved and zb-h1 wait less, and keep more. A file has a line of actions a device, as millrace plan prints them, and fits one number of chunks.")
  String schedule;

  @Option(
      names = "--retainedChunks",
      paramLabel = "INT",
      description =
          "K: chunks of a long sequence whose activations are kept; the others are computed again. By default all.")
  @Range(min = 0, max = 1 << 20)
  Integer retainedChunks;

  @Option(
      names = "--extraWarmUp",
      defaultValue = "0",
      paramLabel = "INT",
      description =
          "Chunks that each stage of 1f1b or state-aware-1f1b takes in early, beyond the usual; they fill bubbles of unequal sequences and take memory.")
  @Range(min = 0, max = 1 << 20)
  int extraWarmUp;

  @Option(
      names = "--chunkTokens",
      defaultValue = "512",
      paramLabel = "INT",
      description = "C: short sequences are packed into chunks of this size, long ones cut.")
  @Range(min = 1, max = 1 << 20)
  int chunkTokens;

  @Option(
      names = "--maxSequenceTokens",
      defaultValue = "2048",
      paramLabel = "INT",
      description = "Training sequences are cut to this length; how many were is counted.")
  @Range(min = 1, max = 1 << 30)
  int maxSequenceTokens;

  @Option(
      names = "--globalBatchSequences",
      defaultValue = "8",
      paramLabel = "INT",
      description = "Sequences of a step.")
  @Range(min = 1, max = 1 << 20)
  int globalBatchSequences;

  @Option(
      names = "--readers",
      defaultValue = "2",
      paramLabel = "INT",
      description =
          "Shards that are verified and read ahead at once. Changes neither the rows nor their order.")
  @Range(min = 1, max = 1024)
  int readers;

  @Option(
      names = "--steps",
      defaultValue = "150",
      paramLabel = "INT",
      description = "Updates of the weights.")
  @Range(min = 1, max = 1 << 30)
  int steps;

  @Option(
      names = "--warmUpSteps",
      paramLabel = "INT",
      description = "Steps of rising learning rate; by default a tenth of --decaySteps.")
  @Range(min = 0, max = 1 << 30)
  Integer warmUpSteps;

  @Option(
      names = "--decaySteps",
      paramLabel = "INT",
      description = "Steps until the learning rate's floor; by default --steps.")
  @Range(min = 1, max = 1 << 30)
  Integer decaySteps;

  @Option(
      names = "--learningRate",
      paramLabel = "FLOAT",
      description =
          "The highest learning rate; it falls to a tenth along a cosine. By default 1.28 / --width: wide models want smaller steps.")
  @Range(min = 1e-12, max = 10)
  Double learningRate;

  @Option(
      names = "--weightDecay",
      defaultValue = "0.1",
      paramLabel = "FLOAT",
      description = "AdamW's decay of matrices.")
  @Range(min = 0, max = 10)
  double weightDecay;

  @Option(
      names = "--maxGradientNorm",
      defaultValue = "1",
      paramLabel = "FLOAT",
      description = "Gradients are scaled down to this global norm.")
  @Range(min = 1e-12, max = 1e12)
  double maxGradientNorm;

  @Option(
      names = "--checkpointSteps",
      defaultValue = "100",
      paramLabel = "INT",
      description = "Steps between checkpoints; there is one at the end, too.")
  @Range(min = 1, max = 1 << 30)
  int checkpointSteps;

  @Option(
      names = "--keptCheckpoints",
      defaultValue = "2",
      paramLabel = "INT",
      description = "How many of the newest checkpoints stay.")
  @Range(min = 1, max = 1 << 20)
  int keptCheckpoints;

  @Option(
      names = "--validationSteps",
      defaultValue = "50",
      paramLabel = "INT",
      description = "Steps between measurements on held-out documents.")
  @Range(min = 1, max = 1 << 30)
  int validationSteps;

  @Option(
      names = "--validationTokens",
      defaultValue = "65536",
      paramLabel = "INT",
      description = "Held-out tokens to measure on, in whole documents from the first on.")
  @Range(min = 1, max = 1L << 40)
  long validationTokens;

  @Option(
      names = "--deviceMemoryMebibytes",
      paramLabel = "INT",
      description =
          "What each device holds; a run that needs more is refused before it starts. By default the machine's memory for all CPU devices, and no limit for others.")
  @Range(min = 1, max = 1L << 40)
  Long deviceMemoryMebibytes;

  @Option(
      names = "--onDivergence",
      defaultValue = "stop",
      paramLabel = "stop|skip",
      description =
          "What happens at a step whose loss or gradient is no number, or whose loss is a spike: the run stops before the weights are spoilt, or goes on without the step. The documents of the chunk at fault are named.")
  DivergenceGuard.Reaction onDivergence;

  @Option(
      names = "--lossSpikeFactor",
      defaultValue = "0",
      paramLabel = "FLOAT",
      description =
          "A loss of so many times the median of the last 32 steps is a spike; 0 calls none one.")
  @Range(min = 0, max = 1e6)
  double lossSpikeFactor;

  @Option(
      names = "--maxSkippedSteps",
      defaultValue = "10",
      paramLabel = "INT",
      description = "The run stops when it would skip more steps than this in a row.")
  @Range(min = 0, max = 1 << 20)
  int maxSkippedSteps;

  @Option(
      names = "--deviceTeraflops",
      paramLabel = "FLOAT",
      description =
          "Peak of each device, in 10^12 operations a second; metrics then tell what share the model uses of it.")
  @Range(min = 1e-6, max = 1e9)
  Double deviceTeraflops;

  @Option(
      names = "--sampleLog",
      paramLabel = "FILE",
      description =
          "Write the ids of each step's documents in their order, a JSON object a line; with --resume lines after the checkpoint's step are cut off.")
  Path sampleLog;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Write when each pass of the last step ran, for chrome://tracing or Perfetto, replacing the file.")
  Path trace;

  @Mixin ModelOptions model;
  @Mixin StoreOptions store;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "INT",
      description = "Of the initial weights.")
  long seed;
}
