package io.millrace.it.benchmark;

import com.sun.management.OperatingSystemMXBean;
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
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * Reads made-up shards with the trainer's loader, with Arrow alone, and trains the demo's model on
 * them; prints tokens a second of each, by the clock and of the processor's time of the whole
 * process, medians of some passes in turn. How to run it is in docs/benchmarks.md.
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

  /** About as many as the loader reads at once of these shards. */
  private static final long ARROW_BATCH_ROWS = 512;

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
  private int[] copied = {};

  /** Reads all tokens once and returns their number. */
  private interface Pass {
    long run() throws Exception;
  }

  private record Measured(double wallSeconds, double cpuSeconds) {}

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
    benchmark.measure(Integer.parseInt(args[2]));
  }

  private void measure(int passes) throws Exception {
    Map<String, Pass> variants = new LinkedHashMap<>();
    variants.put("arrow-dataset alone", () -> scan(false));
    variants.put("arrow-dataset, ids copied and summed", () -> scan(true));
    variants.put("loader, 1 reader", () -> load(1, 1));
    variants.put("loader, 2 readers", () -> load(2, 1));
    variants.put("loader, 2 readers, two epochs", () -> load(2, 2));
    Map<String, List<Measured>> measured = new LinkedHashMap<>();
    for (int pass = 0; pass < passes; pass++) {
      for (Map.Entry<String, Pass> variant : variants.entrySet()) {
        measured
            .computeIfAbsent(variant.getKey(), name -> new ArrayList<>())
            .add(measured(variant.getValue()));
      }
    }
    double trained = train();
    Table table = new Table("", "million tokens/s", "of a core", "of training");
    measured.forEach(
        (name, times) -> {
          double wall = median(times.stream().mapToDouble(Measured::wallSeconds).toArray());
          double cpu = median(times.stream().mapToDouble(Measured::cpuSeconds).toArray());
          table.row(
              name,
              number("%.0f", 1e-6 / wall),
              number("%.0f", 1e-6 / cpu),
              number("%,.0f", 1 / wall / trained));
        });
    table.row("training the demo's model", number("%.4f", trained / 1e6), "", "1");
    System.out.print(table);
  }

  /** Seconds a token of a pass. */
  private static Measured measured(Pass pass) throws Exception {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    double tokens = pass.run();
    return new Measured(
        (System.nanoTime() - wall) / 1e9 / tokens,
        (system.getProcessCpuTime() - cpu) / 1e9 / tokens);
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

  /** Tokens that Arrow reads; their values looked at once, or not at all. */
  private long scan(boolean values) throws Exception {
    long tokens = 0;
    long sum = 0;
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
            sum += values ? sum(ids) : 0;
          }
        }
      }
    }
    if (values && sum <= 0) {
      throw new IllegalStateException("the ids sum to " + sum);
    }
    return checked(tokens, 1);
  }

  /** Sum of a batch's ids, copied into one Java array as any reader in Java must. */
  private long sum(ListVector ids) {
    int count = ids.getElementEndIndex(ids.getValueCount() - 1);
    if (copied.length < count) {
      copied = new int[count];
    }
    ((IntVector) ids.getDataVector())
        .getDataBuffer()
        .nioBuffer(0, count * Integer.BYTES)
        .order(ByteOrder.nativeOrder())
        .asIntBuffer()
        .get(copied, 0, count);
    long sum = 0;
    for (int i = ids.getElementStartIndex(0); i < count; i++) {
      sum += copied[i];
    }
    return sum;
  }

  /** Tokens of the loader, checksums verified in the first epoch. */
  private long load(int readers, int epochs) throws IOException {
    long tokens = 0;
    try (ShardDataset dataset = ShardDataset.open(folder, files, readers)) {
      SequenceReader reader = reader(dataset);
      for (long row = 0; row < epochs * dataset.rows(); row++) {
        tokens += reader.next(1).get(0).length();
      }
    }
    return checked(tokens, epochs);
  }

  private long checked(long tokens, int epochs) {
    if (tokens != epochs * tokens()) {
      throw new IllegalStateException("read " + tokens + " of " + epochs * tokens() + " tokens");
    }
    return tokens;
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
