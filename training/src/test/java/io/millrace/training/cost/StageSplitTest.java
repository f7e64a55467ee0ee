package io.millrace.training.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.training.config.ModelConfig;
import io.millrace.training.config.OutputHead;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageSplitTest {
  @Test
  void layersAreEqualWhereEmbeddingAndHeadCostNothing() {
    assertThat(new StageSplit(1, 0, 0).balance(7, 3)).containsExactly(3, 2, 2);
    assertThat(new StageSplit(1, 0, 0).balance(3, 3)).containsExactly(1, 1, 1);
  }

  @Test
  void firstAndLastStageMakeRoomForEmbeddingAndHead() {
    assertThat(new StageSplit(1, 1, 2.5).balance(9, 3)).containsExactly(3, 4, 2);
    assertThat(new StageSplit(2, 0, 100).balance(9, 3)).containsExactly(4, 4, 1);
  }

  @Test
  void costsFollowFromWhatStagesTook() {
    assertThat(StageSplit.measured(List.of(2, 3, 1), List.of(5.0, 6.0, 9.0)))
        .isEqualTo(new StageSplit(2, 1, 7));
    assertThat(StageSplit.measured(List.of(2, 2), List.of(4.0, 7.0)))
        .isEqualTo(new StageSplit(2, 0, 3));
  }

  @Test
  void theHeadOfALargeVocabularyTakesLayersAwayAndLongChunksGiveThemBack() {
    ModelConfig model = new ModelConfig(8, 64, 4, 2, 176, 8192, OutputHead.TIED, 1e4, 1e-5);
    assertThat(ModelCosts.balancedSplit(model, 2, 64)).containsExactly(7, 1);
    assertThat(ModelCosts.balancedSplit(model, 2, 8192)).containsExactly(4, 4);
  }

  @Test
  void moreStagesThanLayersAreRefused() {
    assertThatThrownBy(() -> new StageSplit(1, 0, 0).balance(2, 3))
        .hasMessageContaining("2 layers do not make 3 stages");
  }
}
