package io.millrace.jobs.pipeline;

import io.millrace.io.manifest.TokenizerInfo;
import io.millrace.transforms.decontaminate.Decontaminate;
import io.millrace.transforms.mix.MixLanguages;
import io.millrace.transforms.mix.SplitHeldOut;
import io.millrace.transforms.read.ReadTexts;
import io.millrace.transforms.takedown.TakeDown;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link Rebalance} does. A stage that is null is left out.
 *
 * @param read where texts come from
 * @param takeDown leaves out documents that are listed, or null
 * @param decontaminate leaves out evaluation texts, or null
 * @param split holds documents out
 * @param rehydration how documents are weighted
 * @param tokenizerJson a {@code tokenizer.json}, or null for bytes
 * @param tokenizerInfo what the manifest says of it
 * @param mix gives every language its tokens
 * @param phases of the mixture
 * @param seed of sampling and shuffle
 * @param targetShardBytes uncompressed bytes of a file
 * @param rowGroupRows rows of a row group
 */
public record RebalanceRecipe(
    ReadTexts read,
    TakeDown takeDown,
    Decontaminate decontaminate,
    SplitHeldOut split,
    Rehydration rehydration,
    byte[] tokenizerJson,
    TokenizerInfo tokenizerInfo,
    MixLanguages mix,
    int phases,
    long seed,
    long targetShardBytes,
    int rowGroupRows) {

  /**
   * How documents are weighted by the size of their cluster.
   *
   * @param mode by nothing, by the simple table, or by removal rates
   * @param statistics files of removals, for the last
   * @param maxWeight the greatest weight, for the last
   */
  public record Rehydration(Mode mode, List<String> statistics, int maxWeight) {
    /** What weights follow from. */
    public enum Mode {
      OFF,
      TABLE,
      WEIGHTS
    }
  }

  /** The names of the stages before tokenization that are not left out, in order. */
  List<String> selectionStages() {
    List<String> stages = new ArrayList<>();
    if (takeDown != null) {
      stages.add(TakeDown.STAGE);
    }
    if (decontaminate != null) {
      stages.add(Decontaminate.EVALUATION);
      stages.add(Decontaminate.STAGE);
    }
    return stages;
  }
}
