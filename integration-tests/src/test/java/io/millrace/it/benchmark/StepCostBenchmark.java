package io.millrace.it.benchmark;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.loop.DivergenceGuard;
import io.millrace.training.loop.StepRunner;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.PipelineSession;
import io.millrace.training.runtime.ScheduleExecutor;
import io.millrace.training.schedule.StateAwareOneFOneB;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells how much of a step is fixed cost: Java, and what TensorFlow takes to launch operations.
 * Steps of the demo's model on full chunks take turns with steps of a model of the same operations
 * that has next to nothing to compute. How to run it is in docs/benchmarks.md.
 */
public final class StepCostBenchmark {
  private static final int CHUNKS_PER_STEP = 8;
  private static final int WARM_UP_STEPS = 5;
  private static final int NARROW = 16;
  private static final int SHORT = 8;

  private StepCostBenchmark() {}

  /**
   * @param args how many steps of each model to measure
   */
  public static void main(String[] args) throws Exception {
    int steps = Integer.parseInt(args[0]);
    Cost[] full = new Cost[steps];
    Cost[] empty = new Cost[steps];
    try (Training demo = new Training(DemoModel.CONFIG, steps);
        Training narrow = new Training(DemoModel.ofWidth(NARROW), steps)) {
      for (int i = -WARM_UP_STEPS; i < steps; i++) {
        Cost ofDemo = demo.step(DemoModel.CHUNK_TOKENS);
        Cost ofNarrow = narrow.step(SHORT);
        if (i >= 0) {
          full[i] = ofDemo;
          empty[i] = ofNarrow;
        }
      }
    }
    print("seconds", median(full, Cost::seconds), median(empty, Cost::seconds));
    print("CPU seconds", median(full, Cost::cpuSeconds), median(empty, Cost::cpuSeconds));
  }

  /** What a step took: by the clock, and of the process's time. */
  private record Cost(double seconds, double cpuSeconds) {}

  /** A model in training, each chunk of which is one sequence. */
  private static final class Training implements AutoCloseable {
    private final PipelineSession session;
    private final ScheduleExecutor executor;
    private final StepRunner runner;

    Training(ModelConfig model, int steps) {
      TrainingConfig config =
          DemoModel.training(model, WARM_UP_STEPS + steps, DemoModel.CHUNK_TOKENS, CHUNKS_PER_STEP);
      session = PipelineSession.open(config, DemoModel.DEVICES, 1);
      executor = new ScheduleExecutor(session);
      runner =
          new StepRunner(
              config,
              new ChunkPacker(
                  DemoModel.CHUNK_TOKENS,
                  (sizes, capacity) ->
                      IntStream.range(0, sizes.length).mapToObj(List::of).toList()),
              new StateAwareOneFOneB(),
              session,
              executor,
              new DivergenceGuard(DivergenceGuard.Policy.STRICT));
    }

    Cost step(int tokens) throws InterruptedException {
      Random random = new Random(tokens);
      List<Sequence> batch =
          Stream.generate(() -> DemoModel.sequence(random, tokens)).limit(CHUNKS_PER_STEP).toList();
      long start = System.nanoTime();
      double cpuStart = cpuSeconds();
      runner.run(1, batch);
      return new Cost((System.nanoTime() - start) / 1e9, cpuSeconds() - cpuStart);
    }

    @Override
    public void close() {
      executor.close();
      session.close();
    }
  }

  private static double cpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static double median(Cost[] costs, ToDoubleFunction<Cost> part) {
    return Arrays.stream(costs).mapToDouble(part).sorted().toArray()[costs.length / 2];
  }

  private static void print(String unit, double step, double fixed) {
    System.out.printf(
        Locale.ROOT,
        "%s a step of %d chunks: %.4f, fixed %.4f (%.1f%%)%n",
        unit,
        CHUNKS_PER_STEP,
        step,
        fixed,
        100 * fixed / step);
  }
}
