package io.millrace.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OptimizerConfig;
import io.millrace.training.config.OutputHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.NodeDef;

/**
 * What a backward pass computes again is large, so no two blocks of scores and no two slices of
 * logits may be in memory together: of any two, one waits for the other.
 */
class BackwardOrderTest {
  private static final int LAYERS = 2;
  private static final Slicing SLICING = new Slicing(3, 2, 4);
  private static final Map<String, NodeDef> NODES = new HashMap<>();

  static {
    TensorFlow.version();
    ModelConfig model = new ModelConfig(LAYERS, 8, 2, 1, 12, 7, OutputHead.TIED, 10_000, 1e-5);
    PipelineGraph.build(model, OptimizerConfig.USUAL, Stage.split(LAYERS, 1), SLICING, 1)
        .getNodeList()
        .forEach(node -> NODES.put(node.getName(), node));
  }

  /** Results that are large, by the operation that gives one for each block or slice. */
  private enum Large {
    PROBABILITIES("Exp", LAYERS * SLICING.queryBlocks() * (1 + SLICING.pastBlocks())),
    LOGITS("SparseSoftmaxCrossEntropyWithLogits", SLICING.logitSlices());

    private final String operation;
    private final int count;

    Large(String operation, int count) {
      this.operation = operation;
      this.count = count;
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneBlockIsComputedAtATime(Large large) {
    List<NodeDef> blocks =
        NODES.values().stream()
            .filter(node -> node.getName().startsWith("s0/gradient"))
            .filter(node -> node.getOp().equals(large.operation))
            .toList();
    assertThat(blocks).hasSize(large.count);
    for (NodeDef one : blocks) {
      Set<String> before = ancestors(one);
      for (NodeDef other : blocks) {
        boolean ordered =
            before.contains(other.getName()) || ancestors(other).contains(one.getName());
        assertThat(one == other || ordered)
            .as("%s and %s in order", one.getName(), other.getName())
            .isTrue();
      }
    }
  }

  private static Set<String> ancestors(NodeDef node) {
    Set<String> found = new HashSet<>();
    Deque<NodeDef> unseen = new ArrayDeque<>(List.of(node));
    while (!unseen.isEmpty()) {
      for (String input : unseen.pop().getInputList()) {
        String name = SavedTensorCut.nodeOf(input);
        if (found.add(name)) {
          unseen.add(NODES.get(name));
        }
      }
    }
    return found;
  }
}
