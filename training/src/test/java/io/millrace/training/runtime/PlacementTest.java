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
              .endsWith("/device:CPU:" + StageNames.stageOf(node.getName()));
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
        Tensor empty = TFloat32.tensorOf(Shape.of(1, 2, 2, 0, 4))) {
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
        runner.feed(names.forwardPast(), empty).addTarget(names.save());
      } else {
        runner.feed(names.backwardPast(), empty).feed(names.keyValueGradients(), empty);
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
  void aNodeOfNoStageIsNotPlaced() {
    GraphDef graph = GraphDef.newBuilder().addNode(NodeDef.newBuilder().setName("stray")).build();
    assertThatThrownBy(() -> Batches.cpus(1).place(graph)).hasMessageContaining("stray");
  }
}
