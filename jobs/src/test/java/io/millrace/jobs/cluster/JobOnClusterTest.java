package io.millrace.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.cluster.ClusterApi.Job;
import io.millrace.jobs.cluster.ClusterApi.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobOnClusterTest {
  @Test
  void tellsOfTheBusiestRunningStepOfEachStage() {
    Job job =
        new Job(
            "RUNNING",
            List.of(
                step("CHAIN DataSource (at Impulse (org.apache.X)) -> FlatMap", "FINISHED", 0, 1),
                step("FlatMap (FlatMap at Extract/Run/ParMultiDo(ApplyRule))", "RUNNING", 900, 80),
                step("FlatMap (FlatMap at Extract/Run/ParMultiDo(Rule).output)", "RUNNING", 80, 9),
                step("FlatMap (FlatMap at ExplodeWindows: Dedup/Group)", "RUNNING", 0, 5000),
                step("FlatMap (FlatMap at FlatMaps.java:421)", "RUNNING", 7, 7),
                step("GroupReduce (GroupReduce at translateNode(Flink.java:421))", "RUNNING", 7, 7),
                step("Filter (UnionFixFilter)", "RUNNING", 7, 7),
                step("FlatMap (FlatMap at Commit/Once)", "CREATED", 0, 0)));

    assertThat(JobOnCluster.describe(job))
        .containsExactly(
            "running, 1 of 8 steps done",
            "Extract 900 in 80 out (450/s)",
            "Dedup 0 in 5,000 out (2,500/s)");
  }

  @Test
  void aRestartingJobIsCalledSo() {
    assertThat(JobOnCluster.describe(new Job("RESTARTING", List.of())))
        .containsExactly("restarting, 0 of 0 steps done");
  }

  private static Step step(String name, String state, long in, long out) {
    return new Step(name, state, in, out, 2000);
  }
}
