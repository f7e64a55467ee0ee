package io.millrace.training.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import io.millrace.training.cost.CostModel.StageCosts;
import io.millrace.training.model.ModelParameters;
import io.millrace.training.schedule.Action;
import io.millrace.training.schedule.Action.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCostsTest {
  /** A layer has 2 · 8 · (8 + 4) + 3 · 8 · 10 = 432 weights in matrices, the head 8 · 100. */
  private static final ModelConfig MODEL =
      new ModelConfig(4, 8, 2, 1, 10, 100, OutputHead.UNTIED, 1e4, 1e-5);

  private static final DeviceSpeed UNIT = new DeviceSpeed(1, 0, 0, 2);
  private static final List<Integer> HALVES = List.of(2, 2);

  @Test
  void aForwardIsItsMatrixProductsAndItsAttention() {
    StageCosts costs = costs(UNIT, List.of(5, 3));
    double attention = 2 * 2 * 2 * 8 * 5 * 5;
    assertThat(costs.of(Action.forward(0, 0))).isEqualTo(2 * 5 * 2 * 432 + attention);
    assertThat(costs.of(Action.forward(1, 0))).isEqualTo(2 * 5 * (2 * 432 + 800) + attention);
    assertThat(costs.of(Action.forward(0, 0).as(Kind.RECOMPUTE)))
        .isEqualTo(costs.of(Action.forward(0, 0)));
  }

  @Test
  void aBackwardIsTheSumOfItsHalvesAndMoreThanTwoForwards() {
    StageCosts costs = costs(new DeviceSpeed(10, 1, 3, 2), List.of(5));
    Action backward = Action.backward(1, 0);
    assertThat(costs.of(backward))
        .isCloseTo(
            costs.of(backward.as(Kind.INPUT_GRADIENT))
                + costs.of(backward.as(Kind.WEIGHT_GRADIENT)),
            within(1e-9))
        .isGreaterThan(2 * costs.of(Action.forward(1, 0)));
  }

  @Test
  void aChunkWithAPastTakesLonger() {
    Workload long8 = Workload.ofChunks(List.of(8), 4, GroupOrder.DEPENDENT_FIRST);
    StageCosts costs = new ModelCosts(MODEL, UNIT).of(HALVES, long8);
    double first = costs.of(Action.forward(0, 0));
    double second = costs.of(Action.forward(0, 1));
    assertThat(second - first).isEqualTo(2 * 2 * 2 * 8 * 4 * 4);
  }

  @Test
  void everyLayerHasAFixedTime() {
    double without = costs(UNIT, List.of(5)).of(Action.forward(0, 0));
    double with = costs(new DeviceSpeed(1, 0.5, 2, 2), List.of(5)).of(Action.forward(0, 0));
    assertThat(with - without).isEqualTo(2 * 0.5);
  }

  @Test
  void theLinkCarriesHiddenStates() {
    assertThat(costs(UNIT, List.of(5)).link(Action.forward(0, 0))).isEqualTo(5 * 8 * 4 / 2.0);
  }

  @Test
  void stagesHoldTheirParametersWithGradientAndMoments() {
    StageCosts costs = costs(UNIT, List.of(5));
    long parameters =
        ModelParameters.of(MODEL).stream().mapToLong(parameter -> parameter.shape().size()).sum();
    assertThat(costs.resident(0) + costs.resident(1)).isEqualTo(4.0 * 4 * parameters);
  }

  @Test
  void aLongSequenceHoldsItsKeysAndValuesAndItsInputs() {
    Workload cut = Workload.ofChunks(List.of(8), 4, GroupOrder.DEPENDENT_FIRST);
    double state = new ModelCosts(MODEL, UNIT).of(HALVES, cut).resident(0);
    double whole = costs(UNIT, List.of(8)).resident(0);
    assertThat(state - whole).isEqualTo(8 * 4 * (2 * 2 * 2 * 4 + 8));
  }

  @Test
  void activationsGrowWithTokensAndLayers() {
    StageCosts costs = costs(UNIT, List.of(5, 10));
    double layer = 4 * (8 * 8 + 2 * 4 + 5 * 10);
    assertThat(costs.activations(Action.forward(0, 0))).isEqualTo(5 * 2 * layer);
    assertThat(costs.activations(Action.forward(0, 1))).isEqualTo(10 * 2 * layer);
    assertThat(costs.activations(Action.forward(1, 0))).isEqualTo(5 * (2 * layer + 4 * 3 * 8));
  }

  @Test
  void theLastStageOfABalancedSplitMakesRoomForTheHead() {
    ModelCosts costs = new ModelCosts(MODEL, UNIT);
    assertThat(costs.splits(2, 5)).containsExactly(List.of(2, 2), List.of(3, 1));
    assertThat(costs.splits(1, 5)).containsExactly(List.of(4));
    assertThat(costs.splits(4, 5)).containsExactly(List.of(1, 1, 1, 1));
    assertThat(costs.splits(5, 5)).isEmpty();
  }

  private static StageCosts costs(DeviceSpeed speed, List<Integer> lengths) {
    return new ModelCosts(MODEL, speed).of(HALVES, Workload.ofSequences(lengths));
  }
}
