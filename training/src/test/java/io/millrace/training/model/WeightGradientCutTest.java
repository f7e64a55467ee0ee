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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.NodeDef;

/** What the halves of a backward compute, by the nodes that their targets need. */
class WeightGradientCutTest {
  private static final int LAYERS = 6;

  /** Products of matrices that a layer's forward pass has; each has two in the backward. */
  private static final int PRODUCTS = 7;

  private static final int SLICES = 3;

  private static final Map<String, NodeDef> NODES = new HashMap<>();

  @BeforeAll
  static void buildThreeStages() {
    TensorFlow.version();
    ModelConfig model = new ModelConfig(LAYERS, 16, 4, 2, 32, 23, OutputHead.UNTIED, 10_000, 1e-5);
    PipelineGraph.build(
            model, OptimizerConfig.USUAL, Stage.split(LAYERS, 3), new Slicing(2, 1, SLICES), 1)
        .getNodeList()
        .forEach(node -> NODES.put(node.getName(), node));
  }

  @Test
  void eachHalfHasOneOfTheTwoProductsOfEachWeight() {
    for (int stage = 0; stage < 2; stage++) {
      StageNames names = new StageNames(stage);
      assertThat(products(names.inputGradient())).isEqualTo(LAYERS / 3 * PRODUCTS);
      assertThat(products(names.weightGradient())).isEqualTo(LAYERS / 3 * PRODUCTS);
      assertThat(products(names.backward())).isEqualTo(2 * LAYERS / 3 * PRODUCTS);
    }
  }

  @Test
  void theHeadIsOfTheFirstHalf() {
    StageNames names = new StageNames(2);
    assertThat(products(names.inputGradient()))
        .isEqualTo(LAYERS / 3 * PRODUCTS + 3 * SLICES); // Logits, and both of their gradients.
    assertThat(products(names.weightGradient())).isEqualTo(LAYERS / 3 * PRODUCTS);
  }

  @Test
  void theSecondHalfReadsNothingThatGrowsWithThePast() {
    for (int stage = 0; stage < 3; stage++) {
      StageNames names = new StageNames(stage);
      assertThat(needed(names.weightGradient()))
          .noneMatch(node -> node.contains("again/") || NODES.get(node).getOp().equals("Exp"))
          .contains(names.prefix() + "halved_take")
          .doesNotContain(names.prefix() + "saved_take");
      assertThat(NODES.get(names.prefix() + "halved_put").getInputList())
          .noneMatch(input -> input.contains("again/"));
    }
  }

  private static long products(String target) {
    return needed(target).stream().filter(node -> NODES.get(node).getOp().equals("MatMul")).count();
  }

  private static Set<String> needed(String target) {
    Set<String> needed = new HashSet<>();
    Deque<String> unseen = new ArrayDeque<>(List.of(target));
    while (!unseen.isEmpty()) {
      String name = unseen.pop();
      if (needed.add(name)) {
        NODES.get(name).getInputList().stream().map(SavedTensorCut::nodeOf).forEach(unseen::add);
      }
    }
    return needed;
  }
}
