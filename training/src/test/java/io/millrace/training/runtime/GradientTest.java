package io.millrace.training.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.packing.ChunkGroup;
import io.millrace.training.packing.Sequence;
import io.millrace.training.runtime.Batches.Gradients;
import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.StateAwareOneFOneB;
import io.millrace.training.schedule.ZeroBubbleH1;
import io.millrace.training.schedule.check.InvalidScheduleException;
import io.millrace.training.schedule.check.ScheduleValidator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientTest {
  /** Float32 sums in another order differ by less. */
  private static final double TOLERANCE = 1e-5;

  private static final List<PipelineSchedule> RULES =
      List.of(
          new GPipe(),
          new StateAwareOneFOneB(),
          new StateAwareOneFOneB(0, 0),
          new StateAwareOneFOneB(1, 0),
          new StateAwareOneFOneB(2, 1),
          new ZeroBubbleH1());

  private static final List<Sequence> SHORT = Batches.sequences(1, 5, 9, 16, 2, 7, 11, 3, 12);
  private static final List<Sequence> LONG = Batches.sequences(2, 61, 40, 9, 5);

  @ParameterizedTest
  @EnumSource(OutputHead.class)
  void stagesOnDevicesGiveTheGradientsOfOneStage(OutputHead head) {
    ModelConfig model = Batches.model(4, head);
    List<List<ChunkGroup>> batches = List.of(Batches.pack(SHORT, 16), Batches.pack(LONG, 16));
    List<Gradients> references = new ArrayList<>();
    try (PipelineSession one = Batches.open(model, 1)) {
      batches.forEach(batch -> references.add(Batches.gradients(one, batch)));
    }
    for (int stages : new int[] {2, 4}) {
      try (PipelineSession several = Batches.open(model, stages)) {
        for (PipelineSchedule rule : RULES) {
          for (int i = 0; i < batches.size(); i++) {
            Gradients gradients = Batches.gradients(several, batches.get(i), rule);
            assertThat(gradients.distanceFrom(references.get(i))).isLessThan(TOLERANCE);
            assertThat(several.stateSize()).isZero();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(OutputHead.class)
  void dependentChunksGiveTheGradientsOfTheWholeSequence(OutputHead head) {
    try (PipelineSession session = Batches.open(Batches.model(2, head), 2)) {
      Gradients whole = Batches.gradients(session, Batches.pack(LONG, 61));
      for (int chunkTokens : new int[] {8, 16, 31, 60}) {
        Gradients cut = Batches.gradients(session, Batches.pack(LONG, chunkTokens));
        assertThat(cut.distanceFrom(whole)).isLessThan(TOLERANCE);
        assertThat(cut.loss()).isCloseTo(whole.loss(), org.assertj.core.data.Offset.offset(1e-3));
      }
    }
  }

  @Test
  void packedSequencesGiveLossAndGradientsOfSequencesAlone() {
    try (PipelineSession session = Batches.open(Batches.model(2, OutputHead.TIED), 2)) {
      List<ChunkGroup> alone = new ArrayList<>();
      SHORT.forEach(sequence -> alone.addAll(Batches.pack(List.of(sequence), 16)));
      Gradients packed = Batches.gradients(session, Batches.pack(SHORT, 32));
      Gradients reference = Batches.gradients(session, alone);
      assertThat(packed.distanceFrom(reference)).isLessThan(TOLERANCE);
      assertThat(packed.loss())
          .isCloseTo(reference.loss(), org.assertj.core.data.Offset.offset(1e-3));
    }
  }

  @Test
  void backwardsInAscendingOrderKeepTheLossAndSpoilTheGradients() {
    List<ChunkGroup> groups = Batches.pack(Batches.sequences(3, 61), 16);
    try (PipelineSession session = Batches.open(Batches.model(2, OutputHead.TIED), 2)) {
      Gradients right = Batches.gradients(session, groups);
      Gradients wrong = Batches.gradients(session, groups, ascending(2, groups.get(0).size()));
      assertThat(wrong.loss()).isEqualTo(right.loss());
      assertThat(wrong.distanceFrom(right)).isGreaterThan(1000 * TOLERANCE);
      assertThatThrownBy(
              () ->
                  ScheduleValidator.validate(
                      ascending(2, groups.get(0).size()), MicroBatch.shape(groups)))
          .isInstanceOf(InvalidScheduleException.class)
          .hasMessageContaining("out of order among dependent chunks");
      assertThat(session.stateSize()).isZero();
    }
  }

  @Test
  void aChunkWithoutTrainedTokenLeavesGradientsAsTheyWere() {
    List<Sequence> trained = Batches.sequences(4, 12, 20);
    int[] inputs = Batches.sequences(5, 9).get(0).inputs();
    Sequence untrained =
        new Sequence("silent", "und_Zzzz", 9, inputs, Batches.repeat(Sequence.UNTRAINED, 9));
    List<ChunkGroup> groups = new ArrayList<>(Batches.pack(trained, 16));
    try (PipelineSession session = Batches.open(Batches.model(2, OutputHead.TIED), 2)) {
      Gradients without = Batches.gradients(session, groups);
      groups.addAll(Batches.pack(List.of(untrained), 16));
      Gradients with = Batches.gradients(session, groups);
      assertThat(with.loss()).isEqualTo(without.loss());
      // GPipe goes backward through the untrained chunk first; adding zeros is exact.
      without
          .byParameter()
          .forEach((name, values) -> assertThat(with.byParameter().get(name)).isEqualTo(values));
    }
  }

  private static Schedule ascending(int stages, int microBatches) {
    List<List<Action>> workers = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      List<Action> actions = new ArrayList<>();
      for (int i = 0; i < microBatches; i++) {
        actions.add(Action.forward(stage, i));
      }
      for (int i = 0; i < microBatches; i++) {
        actions.add(Action.backward(stage, i));
      }
      workers.add(actions);
    }
    return new Schedule(stages, workers);
  }
}
