package io.millrace.training.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.config.OutputHead;
import io.millrace.training.model.StageNames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** What TensorFlow itself says of where nodes run. */
class PlacementTest {
  private static final int[] IDS = {1, 2, 3, 4};

  @Test
  void nodesOfBothPassesAreOnTheirStagesDevice() {
    try (PipelineSession session = Batches.open(Batches.model(2, OutputHead.TIED), 2)) {
      for (int stage = 0; stage < 2; stage++) {
        assertPlaced(run(session, stage, new StageNames(stage).forward()), "f/", stage);
      }
      for (int stage = 1; stage >= 0; stage--) {
        assertPlaced(run(session, stage, new StageNames(stage).backward()), "gradient/", stage);
      }
    }
  }

  /** Every node is on its stage's device, and the pass's matrix products among them. */
  private static void assertPlaced(RunMetadata metadata, String pass, int stage) {
    int products = 0;
    for (GraphDef partition : metadata.getPartitionGraphsList()) {
      for (NodeDef node : partition.getNodeList()) {
        // Nodes whose names end in /_NUMBER are TensorFlow's own, for transfers between devices.
        if (node.getName().matches("s\\d+/.*") && !node.getName().matches(".*/_\\d+")) {
          assertThat(node.getDevice())
              .as(node.getName())
              .endsWith("/device:CPU:" + StageNames.ofNode(node.getName()).stage());
        }
        boolean ofPass = node.getName().startsWith("s" + stage + "/" + pass);
        products += ofPass && node.getOp().endsWith("MatMul") ? 1 : 0;
      }
    }
    assertThat(products).isPositive();
  }

  private static RunMetadata run(PipelineSession session, int stage, String target) {
    StageNames names = new StageNames(stage);
    boolean forward = target.equals(names.forward());
    try (Tensor key = TInt64.scalarOf(0);
        Tensor ids = TInt32.vectorOf(IDS);
        Tensor segments = TInt32.vectorOf(new int[IDS.length]);
        Tensor past = TInt32.scalarOf(0);
        Tensor empty = TFloat32.tensorOf(Shape.of(2, 2, 0, 4))) {
      Session.Runner runner =
          session
              .session()
              .runner()
              .feed(names.chunkKey(), key)
              .feed(names.groupKey(), key)
              .feed(names.segments(), segments)
              .feed(names.positions(), ids)
              .feed(names.past(), past)
              .setOptions(RunOptions.newBuilder().setOutputPartitionGraphs(true).build())
              .addTarget(target);
      runner.feed(stage == 0 ? names.inputs() : names.labels(), ids);
      if (forward) {
        runner.feed(names.forwardPast(0), empty).addTarget(names.save());
      } else {
        runner.feed(names.backwardPast(0), empty).feed(names.keyValueGradients(0), empty);
      }
      try (Result result = runner.runAndFetchMetadata()) {
        return result.getMetadata().orElseThrow();
      }
    }
  }

  @Test
  void aDeviceNameThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new DevicePlacement(List.of("CPU:0", "cpu1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--devices")
        .hasMessageContaining("cpu1");
  }

  @Test
  void aDeviceGivenTwiceIsRefused() {
    assertThatThrownBy(() -> new DevicePlacement(List.of("CPU:0", "CPU:0")))
        .hasMessageContaining("different devices");
  }

  @Test
  void aDeviceGivenTwiceInAnotherFormIsRefused() {
    assertThatThrownBy(() -> new DevicePlacement(List.of("CPU:0", "/device:CPU:0")))
        .hasMessageContaining("different devices");
  }

  @Test
  void devicesOfOtherHostsAreOnlyNames() {
    String other = "/job:worker/task:1/device:GPU:0";
    DevicePlacement placement = new DevicePlacement(List.of("GPU:1", other));
    assertThat(placement.deviceOf(new StageNames(0))).isEqualTo("/device:GPU:1");
    assertThat(placement.deviceOf(new StageNames(1))).isEqualTo(other);
  }

  @Test
  void replicasHaveTheirDevicesOneAfterTheOther() {
    DevicePlacement placement =
        new DevicePlacement(List.of("CPU:0", "CPU:1", "CPU:2", "CPU:3"), 2, List.of(0, 1, 0));
    assertThat(placement.deviceOf(new StageNames(0, 2))).isEqualTo("/device:CPU:0");
    assertThat(placement.deviceOf(new StageNames(1, 1))).isEqualTo("/device:CPU:3");
    assertThatThrownBy(() -> new DevicePlacement(placement.devices(), 3, List.of(0, 1)))
        .hasMessageContaining("3 replicas of 2 devices each need 6, not 4");
  }

  @Test
  void aStageMayBeOnTheDeviceOfAnother() {
    DevicePlacement placement = new DevicePlacement(List.of("/device:CPU:0"), 1, List.of(0, 0));
    try (PipelineSession session =
        PipelineSession.open(Batches.config(Batches.model(2, OutputHead.TIED), 16), placement, 1)) {
      assertThat(session.stages()).isEqualTo(2);
    }
  }

  @Test
  void aDeviceThatIsNotThereIsNamedWithThoseThatAre() {
    assertThatThrownBy(
            () ->
                PipelineSession.open(
                    Batches.config(Batches.model(2, OutputHead.TIED), 16),
                    new DevicePlacement(List.of("CPU:0", "/job:worker/task:1/device:CPU:0")),
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--devices")
        .hasMessageContaining("/job:worker/task:1")
        .hasMessageContaining("CPU:0");
  }

  @Test
  void aNodeOfNoStageIsNotPlaced() {
    GraphDef graph = GraphDef.newBuilder().addNode(NodeDef.newBuilder().setName("stray")).build();
    assertThatThrownBy(() -> Batches.cpus(1).place(graph)).hasMessageContaining("stray");
  }
}
