package io.millrace.it.benchmark;

import io.millrace.io.manifest.DataFile;
import io.millrace.io.shard.ShardSchema;
import io.millrace.io.shard.ShardWriter;
import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.data.SequenceReader;
import io.millrace.training.data.ShardDataset;
import io.millrace.training.loop.DivergenceGuard;
import io.millrace.training.loop.StepRunner;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.FirstFitDecreasing;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.DevicePlacement;
import io.millrace.training.runtime.PipelineSession;
import io.millrace.training.runtime.ScheduleExecutor;
import io.millrace.training.schedule.GPipe;
import io.millrace.ui.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * Reads made-up shards with the trainer's loader, with Arrow alone, and trains the demo's model on
 * them; prints tokens a second of each, medians of some passes in turn. How to run it is in
 * docs/benchmarks.md.
 */
public final class LoaderBenchmark {
  private static final int VOCABULARY = 257;
  private static final int BOUNDARY = VOCABULARY - 1;
  private static final int SHARDS = 4;
  private static final int ROW_GROUP_ROWS = 1000;
  private static final int MIN_TOKENS = 100;
  private static final int MAX_TOKENS = 2048;
  private static final int BATCH_SEQUENCES = 8;
  private static final int WARM_UP_STEPS = 3;
  private static final int STEPS = 20;

  /** As Arrow has it where nothing is said. */
  private static final long ARROW_BATCH_ROWS = 32_768;

  private static final String[] COLUMNS = {"input_ids", "bytes", "id", "language"};
  private static final DevicePlacement DEVICES = new DevicePlacement(List.of("CPU:0", "CPU:1"));
  private static final TrainingConfig DEMO =
      new TrainingConfig(
          new ModelConfig(
              4,
              128,
              4,
              2,
              ModelConfig.usualFeedForwardWidth(128),
              VOCABULARY,
              OutputHead.TIED,
              ModelConfig.DEFAULT_ROTARY_BASE,
              ModelConfig.DEFAULT_NORM_EPSILON),
          OptimizerConfig.USUAL,
          new LearningRateConfig(1e-3, 0, WARM_UP_STEPS + STEPS, 0.1),
          512,
          MAX_TOKENS,
          BATCH_SEQUENCES,
          1);

  private final Path folder;
  private final List<DataFile> files;

  private LoaderBenchmark(Path folder, List<DataFile> files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * @param args an empty folder for the shards, millions of tokens in them, and passes to measure
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException("give FOLDER MILLIONS_OF_TOKENS PASSES");
    }
    Path folder = Path.of(args[0]);
    List<DataFile> files = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      files.add(write(folder, shard, Long.parseLong(args[1]) * 1_000_000 / SHARDS));
    }
    LoaderBenchmark benchmark = new LoaderBenchmark(folder, files);
    int passes = Integer.parseInt(args[2]);
    double[] scan = new double[passes];
    double[] one = new double[passes];
    double[] two = new double[passes];
    for (int pass = 0; pass < passes; pass++) {
      scan[pass] = benchmark.scan();
      one[pass] = benchmark.load(1);
      two[pass] = benchmark.load(2);
    }
    double trained = benchmark.train();
    Table table = new Table("", "million tokens/s", "of the scan", "of training");
    double bare = median(scan);
    row(table, "arrow-dataset alone", bare, bare, trained);
    row(table, "loader, 1 reader", median(one), bare, trained);
    row(table, "loader, 2 readers", median(two), bare, trained);
    row(table, "training the demo's model", trained, bare, trained);
    System.out.print(table);
  }

  private static void row(Table table, String name, double rate, double scan, double trained) {
    table.row(
        name,
        number("%.3f", rate / 1e6),
        number("%.2f", rate / scan),
        number("%,.1f", rate / trained));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static DataFile write(Path folder, int shard, long minTokens) throws IOException {
    Random random = new Random(shard);
    Path file = folder.resolve("part-" + shard + ".parquet");
    Files.createDirectories(folder);
    ShardWriter writer =
        new ShardWriter(Files.newOutputStream(file), ShardSchema.SEQUENCE, ROW_GROUP_ROWS);
    long tokens = 0;
    while (tokens < minTokens) {
      int length = MIN_TOKENS + random.nextInt(MAX_TOKENS - MIN_TOKENS);
      writer.write(
          new GenericRecordBuilder(ShardSchema.SEQUENCE.avro())
              .set("input_ids", tokens(random, length))
              .set("bytes", length - 1L)
              .set("id", String.format(Locale.ROOT, "%016x%016x", random.nextLong(), tokens))
              .set("language", "eng_Latn")
              .set("copy", 0)
              .set("phase", 0)
              .build());
      tokens += length;
    }
    writer.close();
    return new DataFile(
        folder.relativize(file).toString(), writer.rows(), tokens, writer.bytes(), writer.sha256());
  }

  /** Bytes about as unequal as those of a text, and the boundary. */
  private static List<Integer> tokens(Random random, int length) {
    return IntStream.range(0, length)
        .map(i -> i == length - 1 ? BOUNDARY : (int) Math.min(255, 96 + 8 * random.nextGaussian()))
        .boxed()
        .toList();
  }

  private long tokens() {
    return files.stream().mapToLong(DataFile::tokens).sum();
  }

  /** Tokens a second of Arrow, nothing done with them. */
  private double scan() throws Exception {
    long start = System.nanoTime();
    long tokens = 0;
    try (BufferAllocator allocator = new RootAllocator()) {
      for (DataFile file : files) {
        try (FileSystemDatasetFactory factory =
                new FileSystemDatasetFactory(
                    allocator,
                    NativeMemoryPool.getDefault(),
                    FileFormat.PARQUET,
                    folder.resolve(file.path()).toUri().toString());
            Dataset dataset = factory.finish();
            Scanner scanner =
                dataset.newScan(new ScanOptions(ARROW_BATCH_ROWS, Optional.of(COLUMNS)));
            ArrowReader reader = scanner.scanBatches()) {
          while (reader.loadNextBatch()) {
            ListVector ids = (ListVector) reader.getVectorSchemaRoot().getVector("input_ids");
            int rows = ids.getValueCount();
            tokens += ids.getElementEndIndex(rows - 1) - ids.getElementStartIndex(0);
          }
        }
      }
    }
    return rate(tokens, start);
  }

  /** Tokens a second of the loader, checksums verified. */
  private double load(int readers) throws IOException {
    long start = System.nanoTime();
    long tokens = 0;
    try (ShardDataset dataset = ShardDataset.open(folder, files, readers)) {
      SequenceReader reader = reader(dataset);
      for (long row = 0; row < dataset.rows(); row++) {
        tokens += reader.next(1).get(0).length();
      }
    }
    return rate(tokens, start);
  }

  private double rate(long tokens, long startNanos) {
    if (tokens != tokens()) {
      throw new IllegalStateException("read " + tokens + " of " + tokens() + " tokens");
    }
    return tokens / ((System.nanoTime() - startNanos) / 1e9);
  }

  /** Tokens a second of the demo's model on two virtual devices. */
  private double train() throws IOException, InterruptedException {
    try (ShardDataset dataset = ShardDataset.open(folder, files, 2);
        PipelineSession session = PipelineSession.open(DEMO, DEVICES, 1);
        ScheduleExecutor executor = new ScheduleExecutor(session)) {
      ChunkPacker packer = new ChunkPacker(DEMO.chunkTokens(), new FirstFitDecreasing());
      StepRunner runner =
          new StepRunner(
              DEMO,
              packer,
              new GPipe(),
              session,
              executor,
              new DivergenceGuard(DivergenceGuard.Policy.STRICT));
      SequenceReader reader = reader(dataset);
      long start = 0;
      long tokens = 0;
      for (int step = 1; step <= WARM_UP_STEPS + STEPS; step++) {
        if (step == WARM_UP_STEPS + 1) {
          start = System.nanoTime();
          tokens = 0;
        }
        List<Sequence> batch = reader.next(BATCH_SEQUENCES);
        tokens += runner.run(step, batch).trainedTokens();
      }
      return tokens / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static SequenceReader reader(ShardDataset dataset) {
    return new SequenceReader(dataset, MAX_TOKENS, VOCABULARY, BOUNDARY);
  }
}
