package io.millrace.training.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.config.OutputHead;
import io.millrace.training.packing.ChunkGroup;
import io.millrace.training.schedule.GPipe;
import io.millrace.training.schedule.PipelineSchedule;
import io.millrace.training.schedule.RetainedChunks;
import io.millrace.training.schedule.Schedule;
import io.millrace.training.schedule.StateAwareOneFOneB;
import io.millrace.training.schedule.check.ActivationBound;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runtime counts while it trains, against ChunkFlow's bounds. */
class StageActivityTest {
  private static final int CHUNK_TOKENS = 3;
  private static final int MOST_CHUNKS = 8;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aGroupOfNTakesTwoNLessKForwardsAtEveryStage(int stages) throws InterruptedException {
    try (PipelineSession session = open(stages)) {
      for (int chunks = 1; chunks <= MOST_CHUNKS; chunks++) {
        List<ChunkGroup> group = groups(chunks * CHUNK_TOKENS);
        for (int retained = 0; retained <= chunks; retained++) {
          int forwards = 2 * chunks - retained;
          for (StageActivity activity : run(session, group, new StateAwareOneFOneB(retained, 0))) {
            assertThat(activity.forwards()).isEqualTo(forwards);
            assertThat(activity.recomputations()).isEqualTo(chunks - retained);
            assertThat(activity.peakChunksOfGroup()).isEqualTo(Math.max(1, retained));
          }
          assertThat(run(session, group, new RetainedChunks(new GPipe(), retained)))
              .allMatch(activity -> activity.forwards() == forwards);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void noMoreTokensAreAliveThanTheBoundOfTheStage(int stages) throws InterruptedException {
    List<ChunkGroup> groups = groups(23, 9, 14, 4, 3, 2, 2, 1, 3, 3);
    try (PipelineSession session = open(stages)) {
      for (int retained = 0; retained <= MOST_CHUNKS; retained++) {
        ActivationBound bound = new ActivationBound(CHUNK_TOKENS, retained);
        List<StageActivity> activities = run(session, groups, new StateAwareOneFOneB(retained, 0));
        for (int stage = 0; stage < stages; stage++) {
          StageActivity activity = activities.get(stage);
          assertThat(activity.peakTokens())
              .isPositive()
              .isLessThanOrEqualTo(bound.tokens(stage, stages));
          assertThat(activity.peakChunksOfGroup())
              .isPositive()
              .isLessThanOrEqualTo(bound.chunksOfGroup());
        }
        if (stages == 1) {
          assertThat(activities.get(0).peakMicroBatches())
              .isLessThanOrEqualTo(Math.max(1, retained));
        }
      }
    }
  }

  @Test
  void gpipeKeepsAll() throws InterruptedException {
    try (PipelineSession session = open(2)) {
      assertThat(run(session, groups(3, 3, 3, 2), new GPipe()))
          .containsOnly(new StageActivity(4, 0, 4, 1, 11));
    }
  }

  private static PipelineSession open(int stages) {
    return Batches.open(Batches.model(4, OutputHead.TIED), stages);
  }

  private static List<ChunkGroup> groups(int... lengths) {
    return Batches.pack(Batches.sequences(1, lengths), CHUNK_TOKENS);
  }

  private static List<StageActivity> run(
      PipelineSession session, List<ChunkGroup> groups, PipelineSchedule rule)
      throws InterruptedException {
    Schedule schedule = rule.schedule(session.stages(), MicroBatch.shape(groups));
    try (ScheduleExecutor executor = new ScheduleExecutor(session)) {
      return executor.run(schedule, MicroBatch.number(groups), Purpose.TRAINING).activities();
    }
  }
}
