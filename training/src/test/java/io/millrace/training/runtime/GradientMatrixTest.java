package io.millrace.training.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.packing.ChunkGroup;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.Batches.Gradients;
import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.InterleavedOneFOneB;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.RetainedChunks;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.StateAwareOneFOneB;
import io.millrace.training.schedule.ZeroBubbleH1;
import io.millrace.training.schedule.check.ScheduleValidator;
import io.millrace.training.schedule.text.ScheduleParser;
import io.millrace.training.schedule.text.WrittenSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gradients of every schedule, on 1 to 4 stages, with groups of 1 to 8 chunks of which none to all
 * are retained, against one stage that computes each sequence whole.
 */
class GradientMatrixTest {
  /** Float32 sums in another order differ by less. */
  private static final double TOLERANCE = 1e-5;

  private static final int CHUNK_TOKENS = 3;
  private static final int MOST_CHUNKS = 8;
  private static final int VIRTUAL_STAGES = 2;
  private static final ModelConfig MODEL = Batches.model(4, OutputHead.TIED);

  /** One stage, from which all references come. */
  private static PipelineSession whole;

  private static final Map<Integer, Gradients> REFERENCES = new TreeMap<>();

  @BeforeAll
  static void computeReferences() {
    whole = Batches.open(MODEL, 1);
    for (int chunks = 1; chunks <= MOST_CHUNKS; chunks++) {
      List<Sequence> batch = batch(chunks);
      List<ChunkGroup> groups = new ArrayList<>();
      batch.forEach(each -> groups.addAll(Batches.pack(List.of(each), each.length())));
      REFERENCES.put(chunks, Batches.gradients(whole, groups));
    }
  }

  @AfterAll
  static void close() {
    whole.close();
  }

  /** One long sequence of some chunks, the last not full, and short ones to be packed. */
  private static List<Sequence> batch(int chunks) {
    return Batches.sequences(chunks, CHUNK_TOKENS * chunks - 1, 1, 2, 1);
  }

  private static List<ChunkGroup> groups(int chunks) {
    return Batches.pack(batch(chunks), CHUNK_TOKENS);
  }

  private static PipelineSchedule interleaved(int retained) {
    return new RetainedChunks(new InterleavedOneFOneB(VIRTUAL_STAGES), retained);
  }

  /** What is printed and read again. */
  private static PipelineSchedule fromText(PipelineSchedule rule) {
    return (workers, microBatches) -> {
      String text = "# a comment\n" + rule.schedule(workers, microBatches);
      return new WrittenSchedule("file", ScheduleParser.parse("file", text))
          .schedule(workers, microBatches);
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void everyScheduleGivesTheGradientsOfWholeSequences(int stages) {
    try (PipelineSession session = Batches.open(MODEL, stages)) {
      for (int chunks = 1; chunks <= MOST_CHUNKS; chunks++) {
        for (int retained = 0; retained <= chunks; retained++) {
          assertGradients(session, chunks, new StateAwareOneFOneB(retained, 0));
        }
        assertGradients(session, chunks, new GPipe());
        assertGradients(session, chunks, new ZeroBubbleH1());
        assertGradients(session, chunks, new RetainedChunks(new ZeroBubbleH1(), 1));
        assertGradients(session, chunks, new RetainedChunks(new GPipe(), 1));
        assertGradients(session, chunks, new StateAwareOneFOneB(chunks / 2, 2));
        assertGradients(session, chunks, fromText(new StateAwareOneFOneB(1, 0)));
      }
      assertThat(session.stateSize()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void interleavedStagesGiveTheGradientsOfWholeSequences(int workers) {
    List<Integer> workerOfStage =
        IntStream.range(0, VIRTUAL_STAGES * workers).map(s -> s % workers).boxed().toList();
    try (PipelineSession session = open(workers, workerOfStage)) {
      for (int chunks = 1; chunks <= MOST_CHUNKS; chunks++) {
        for (int retained = 0; retained <= chunks; retained++) {
          assertGradients(session, chunks, interleaved(retained));
        }
        assertGradients(session, chunks, fromText(interleaved(1)));
      }
      assertThat(session.stateSize()).isZero();
    }
  }

  @Test
  void aFileMayPutStagesOnDevicesInAnyOrder() {
    String down =
        """
        0F0 0F1 0F2 0F3 3F0 3F1 3F2 3F3 3B3 3B2 3R1 3B1 3B0 0B3 0B2 0B1 0B0
        1F0 2F0 1F1 2F1 1F2 2F2 1F3 2F3 2B3 1B3 2B2 1B2 2B1 1R1 1B1 2B0 1B0
        """;
    Schedule schedule = ScheduleParser.parse("file", down);
    try (PipelineSession session = open(2, List.of(0, 1, 1, 0))) {
      assertGradients(session, 2, new WrittenSchedule("file", schedule));
    }
  }

  @Test
  void aScheduleForStagesOnOtherDevicesIsRefused() {
    List<ChunkGroup> groups = groups(1);
    try (PipelineSession session = Batches.open(MODEL, 2)) {
      Schedule other = new InterleavedOneFOneB(2).schedule(1, MicroBatch.shape(groups));
      assertThatThrownBy(() -> Batches.gradients(session, groups, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("workers [0, 0], those of the pipeline of [0, 1]");
    }
  }

  private static PipelineSession open(int workers, List<Integer> workerOfStage) {
    DevicePlacement placement =
        new DevicePlacement(Batches.cpus(workers).devices(), 1, workerOfStage);
    return PipelineSession.open(Batches.config(MODEL, CHUNK_TOKENS), placement, 1);
  }

  private static void assertGradients(PipelineSession session, int chunks, PipelineSchedule rule) {
    List<ChunkGroup> groups = groups(chunks);
    Schedule schedule = rule.schedule(session.placement().workers(), MicroBatch.shape(groups));
    ScheduleValidator.validate(schedule, MicroBatch.shape(groups));
    Gradients gradients = Batches.gradients(session, groups, schedule);
    Gradients reference = REFERENCES.get(chunks);
    assertThat(gradients.distanceFrom(reference)).as("%s", schedule).isLessThan(TOLERANCE);
    assertThat(gradients.loss()).as("%s", schedule).isCloseTo(reference.loss(), within(1e-3));
  }
}
