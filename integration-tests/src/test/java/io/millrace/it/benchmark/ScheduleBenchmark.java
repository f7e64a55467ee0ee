package io.millrace.it.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.loop.DivergenceGuard;
import io.millrace.training.loop.StepRunner;
import io.millrace.training.packing.BinPacker;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.FirstFitDecreasing;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.PipelineSession;
import io.millrace.training.runtime.ScheduleExecutor;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.StateAwareOneFOneB;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Trains the demo's model on made-up batches of chats' lengths and prints, as a line of JSON, how
 * fast. A process is one measurement, so that its peak of memory is the method's. How to run and
 * compare them is in docs/benchmarks.md.
 */
public final class ScheduleBenchmark {
  /** The first steps of a process are slower. */
  private static final int WARM_UP_STEPS = 1;

  /** How a batch becomes micro-batches, and in which order they are computed. */
  private enum Method {
    /** Chunks of C tokens, two of a long sequence kept, the others computed again. */
    CHUNKFLOW(DemoModel.CHUNK_TOKENS, new FirstFitDecreasing(), new StateAwareOneFOneB(2, 0)),
    /** A sequence a micro-batch, without padding. */
    PLAIN_1F1B(Integer.MAX_VALUE, Method::oneEach, new StateAwareOneFOneB()),
    /** A sequence a micro-batch, padded to the batch's longest. */
    PADDED_1F1B(Integer.MAX_VALUE, Method::oneEach, new StateAwareOneFOneB());

    private final ChunkPacker packer;
    private final PipelineSchedule schedule;

    Method(int chunkTokens, BinPacker binPacker, PipelineSchedule schedule) {
      this.packer = new ChunkPacker(chunkTokens, binPacker);
      this.schedule = schedule;
    }

    private static List<List<Integer>> oneEach(int[] sizes, int capacity) {
      return IntStream.range(0, sizes.length).mapToObj(List::of).toList();
    }

    List<Sequence> prepared(List<Sequence> batch) {
      if (this != PADDED_1F1B) {
        return batch;
      }
      int longest = batch.stream().mapToInt(Sequence::length).max().orElseThrow();
      return batch.stream().map(sequence -> padded(sequence, longest)).toList();
    }

    private static Sequence padded(Sequence sequence, int length) {
      int[] inputs = Arrays.copyOf(sequence.inputs(), length);
      int[] labels = Arrays.copyOf(sequence.labels(), length);
      Arrays.fill(inputs, sequence.length(), length, DemoModel.VOCABULARY - 1);
      Arrays.fill(labels, sequence.length(), length, Sequence.UNTRAINED);
      return new Sequence(sequence.id(), sequence.language(), sequence.bytes(), inputs, labels);
    }
  }

  private ScheduleBenchmark() {}

  /**
   * @param args the method, steps to measure, sequences a batch, and tokens of the longest
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      throw new IllegalArgumentException(
          "give " + Arrays.toString(Method.values()) + " STEPS SEQUENCES LONGEST");
    }
    Method method = Method.valueOf(args[0]);
    int steps = Integer.parseInt(args[1]);
    int sequences = Integer.parseInt(args[2]);
    int longest = Integer.parseInt(args[3]);
    TrainingConfig config =
        DemoModel.training(DemoModel.CONFIG, WARM_UP_STEPS + steps, longest, sequences);
    try (PipelineSession session = PipelineSession.open(config, DemoModel.DEVICES, 1);
        ScheduleExecutor executor = new ScheduleExecutor(session)) {
      StepRunner runner =
          new StepRunner(
              config,
              method.packer,
              method.schedule,
              session,
              executor,
              new DivergenceGuard(DivergenceGuard.Policy.STRICT));
      long tokens = 0;
      double seconds = 0;
      double bubble = 0;
      double predicted = 0;
      double pipelineSeconds = 0;
      for (int step = 1; step <= WARM_UP_STEPS + steps; step++) {
        List<Sequence> batch = method.prepared(ChatLengths.batch(step, sequences, longest));
        long start = System.nanoTime();
        StepRunner.Result result = runner.run(step, batch);
        if (step > WARM_UP_STEPS) {
          seconds += (System.nanoTime() - start) / 1e9;
          tokens += result.trainedTokens();
          bubble += result.timeline().bubble() / steps;
          OptionalDouble expected = result.predictedSeconds();
          predicted += expected.orElse(0);
          pipelineSeconds += expected.isPresent() ? result.timeline().makespan() : 0;
        }
      }
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("method", method);
      figures.put("longest_tokens", longest);
      figures.put("tokens", tokens);
      figures.put("tokens_per_second", tokens / seconds);
      figures.put("bubble", bubble);
      figures.put("pipeline_over_predicted", pipelineSeconds / predicted);
      figures.put("key_value_bytes", keyValueBytes(longest));
      figures.put("peak_bytes", ProcessUsage.ownPeakBytes());
      System.out.println(new ObjectMapper().writeValueAsString(figures));
    }
  }

  /** Keys and values of the longest sequence, and their gradients, over all layers. */
  private static long keyValueBytes(int tokens) {
    long values =
        2L
            * DemoModel.CONFIG.layers()
            * DemoModel.CONFIG.keyValueHeads()
            * DemoModel.CONFIG.headWidth()
            * tokens;
    return 2 * values * Float.BYTES;
  }
}
