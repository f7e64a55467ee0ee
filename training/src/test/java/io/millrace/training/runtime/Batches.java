package io.millrace.training.runtime;

import io.millrace.training.config.LearningRateConfig;
import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.config.TrainingConfig;
import io.millrace.training.model.Slicing;
import io.millrace.training.model.Stage;
import io.millrace.training.model.Variable;
import io.millrace.training.packing.ChunkGroup;
import io.millrace.training.packing.ChunkPacker;
import io.millrace.training.packing.FirstFitDecreasing;
import io.millrace.training.packing.Sequence;
import io.millrace.training.schedule.ForwardOnly;
import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small models and batches with runs over them, for tests of the runtime. */
public final class Batches {
  public static final int VOCABULARY = 23;

  private Batches() {}

  /** A small model of some layers. */
  public static ModelConfig model(int layers, OutputHead head) {
    return new ModelConfig(layers, 16, 4, 2, 32, VOCABULARY, head, 10_000, 1e-5);
  }

  /** A configuration of a model's training. */
  public static TrainingConfig config(ModelConfig model, int chunkTokens) {
    return new TrainingConfig(
        model,
        OptimizerConfig.USUAL,
        new LearningRateConfig(1e-2, 1, 10, 0.1),
        chunkTokens,
        1 << 20,
        8,
        42);
  }

  /** Sequences of random tokens. */
  public static List<Sequence> sequences(long seed, int... lengths) {
    Random random = new Random(seed);
    List<Sequence> sequences = new ArrayList<>();
    for (int length : lengths) {
      int[] tokens = random.ints(length, 0, VOCABULARY - 1).toArray();
      sequences.add(
          Sequence.ofDocument(
              "document-" + sequences.size(), "und_Zzzz", length, tokens, VOCABULARY - 1));
    }
    return sequences;
  }

  /** The chunks of one global batch. */
  public static List<ChunkGroup> pack(List<Sequence> sequences, int chunkTokens) {
    return new ChunkPacker(chunkTokens, new FirstFitDecreasing()).pack(sequences);
  }

  static DevicePlacement cpus(int count) {
    return new DevicePlacement(
        java.util.stream.IntStream.range(0, count).mapToObj(i -> "CPU:" + i).toList());
  }

  /** A session with a stage a CPU device, its chunks cut into small parts. */
  public static PipelineSession open(ModelConfig model, int stages) {
    return open(model, stages, new Slicing(3, 2, 4));
  }

  /** A session with a stage a CPU device. */
  static PipelineSession open(ModelConfig model, int stages, Slicing slicing) {
    return PipelineSession.open(
        config(model, 16), Stage.split(model.layers(), stages), slicing, cpus(stages), 1);
  }

  /** Loss and accumulated gradients of one global batch. */
  record Gradients(double loss, Map<String, float[]> byParameter) {

    /** The worst relative distance of any parameter's gradient from a reference's. */
    double distanceFrom(Gradients reference) {
      double worst = 0;
      for (Map.Entry<String, float[]> entry : reference.byParameter.entrySet()) {
        float[] expected = entry.getValue();
        float[] actual = byParameter.get(entry.getKey());
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
          difference += Math.pow((double) actual[i] - expected[i], 2);
          norm += Math.pow(expected[i], 2);
        }
        if (norm == 0) {
          throw new AssertionError(entry.getKey() + " has no gradient in the reference");
        }
        worst = Math.max(worst, Math.sqrt(difference / norm));
      }
      return worst;
    }
  }

  static Gradients gradients(PipelineSession session, List<ChunkGroup> groups) {
    return gradients(session, groups, new GPipe());
  }

  static Gradients gradients(
      PipelineSession session, List<ChunkGroup> groups, PipelineSchedule rule) {
    return gradients(
        session, groups, rule.schedule(session.placement().workers(), MicroBatch.shape(groups)));
  }

  static Gradients gradients(PipelineSession session, List<ChunkGroup> groups, Schedule schedule) {
    try (ScheduleExecutor executor = new ScheduleExecutor(session)) {
      double loss = executor.run(schedule, MicroBatch.number(groups), Purpose.TRAINING).lossSum();
      session.sumGradients();
      Map<String, float[]> gradients = session.read(Variable.GRADIENT);
      Map<String, float[]> zeros = new LinkedHashMap<>();
      gradients.forEach((name, values) -> zeros.put(name, new float[values.length]));
      session.write(Variable.GRADIENT, zeros);
      return new Gradients(loss, gradients);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The loss of each position, by micro-batch. */
  public static List<float[]> losses(PipelineSession session, List<ChunkGroup> groups) {
    Schedule schedule =
        ForwardOnly.of(session.placement().workerOfStage(), MicroBatch.shape(groups));
    try (ScheduleExecutor executor = new ScheduleExecutor(session)) {
      return executor.run(schedule, MicroBatch.number(groups), Purpose.EVALUATION).losses();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static int[] repeat(int value, int times) {
    int[] values = new int[times];
    Arrays.fill(values, value);
    return values;
  }
}
