package io.millrace.transforms.extract.block;

import io.millrace.transforms.extract.block.FeatureSpace.ActiveFeatures;
import io.millrace.transforms.extract.block.FeatureSpace.Bins;
import io.millrace.transforms.extract.block.FeatureSpace.PerBit;
import java.util.List;

/**
 * What can be said of a block once every block has been judged alone: how its neighbours, its group
 * and the elements around the main content fared.
 */
final class ContextFeatures {
  private static final double[] LOGITS = {-3, -2, -1, 0, 1, 2, 3};
  private static final double[] MEANS = {0.1, 0.3, 0.5, 0.7, 0.9};

  /** The log-odds of the block beyond either end of the page. */
  private static final double NOTHING = -5;

  private static final int NEAR_BLOCKS = 4;
  private static final int FAR_BLOCKS = 12;
  private static final int MAX_HEADINGS_IN_ROW = 4;
  private static final int HEADED_BLOCKS = 3;

  private final Bins own;
  private final Bins previous;
  private final Bins next;
  private final Bins nearBefore;
  private final Bins nearAfter;
  private final Bins farBefore;
  private final Bins farAfter;
  private final Bins groupMean;
  private final Bins outerMean;
  private final Bins pathMean;
  private final int amid;
  private final Bins beforeContent;
  private final Bins afterContent;
  private final Bins belowRoot;
  private final int outsideHalf;
  private final int outsideMost;
  private final int outsideNearlyAll;
  private final PerBit within;
  private final Bins headsNext;
  private final Bins headsMean;

  ContextFeatures(FeatureSpace space) {
    own = space.bins("own_logit", -4, -3, -2, -1, 0, 1, 2, 3, 4);
    previous = space.bins("previous_logit", LOGITS);
    next = space.bins("next_logit", LOGITS);
    nearBefore = space.bins("mean_of_4_before", MEANS);
    nearAfter = space.bins("mean_of_4_after", MEANS);
    farBefore = space.bins("mean_of_12_before", MEANS);
    farAfter = space.bins("mean_of_12_after", MEANS);
    groupMean = space.bins("group_mean", MEANS);
    outerMean = space.bins("outer_mean", MEANS);
    pathMean = space.bins("path_mean", MEANS);
    amid = space.flag("amid_content");
    beforeContent = space.bins("blocks_before_content", 2, 4, 8);
    afterContent = space.bins("blocks_after_content", 2, 4, 8, 16);
    belowRoot = space.bins("levels_below_root", 1, 2, 3, 4, 6);
    outsideHalf = space.flag("outside_half_of_content");
    outsideMost = space.flag("outside_most_content");
    outsideNearlyAll = space.flag("outside_nearly_all_content");
    within = space.perBit("within_content", Hint.values());
    headsNext = space.bins("heads_logit", -2, 0, 2);
    headsMean = space.bins("heads_mean", 0.2, 0.5, 0.8);
  }

  /** Adds a block's features, given the page's summary. */
  void add(PageContext context, Block block, ActiveFeatures active) {
    addNeighbours(context, block, active);
    addPlace(context, block, active);
    if (block.isHeading()) {
      addHeaded(context, block, active);
    }
  }

  private void addNeighbours(PageContext context, Block block, ActiveFeatures active) {
    int i = block.index;
    Container group = block.container.group;
    Container outer = group.parent == null ? group : group.parent;
    active.add(own.of(block.logit));
    active.add(previous.of(logit(context.blocks(), i - 1)));
    active.add(next.of(logit(context.blocks(), i + 1)));
    active.add(nearBefore.of(context.mean(i - NEAR_BLOCKS, i)));
    active.add(nearAfter.of(context.mean(i + 1, i + 1 + NEAR_BLOCKS)));
    active.add(farBefore.of(context.mean(i - FAR_BLOCKS, i)));
    active.add(farAfter.of(context.mean(i + 1, i + 1 + FAR_BLOCKS)));
    active.add(pathMean.of(context.meanOfPath(block)));
    active.add(groupMean.of(context.mean(group.firstBlock, group.endBlock)));
    active.add(outerMean.of(context.mean(outer.firstBlock, outer.endBlock)));
  }

  private static double logit(List<Block> blocks, int index) {
    return index >= 0 && index < blocks.size() ? blocks.get(index).logit : NOTHING;
  }

  private void addPlace(PageContext context, Block block, ActiveFeatures active) {
    int i = block.index;
    Container container = block.container;
    if (i < context.firstSure()) {
      active.add(beforeContent.of(context.firstSure() - i));
    } else if (i > context.lastSure()) {
      active.add(afterContent.of(i - context.lastSure()));
    } else {
      active.add(amid);
    }
    if (context.most().encloses(container)) {
      active.add(belowRoot.of(container.depth - context.most().depth));
    } else {
      active.add(outsideMost);
    }
    active.addIf(!context.half().encloses(container), outsideHalf);
    active.addIf(!context.nearlyAll().encloses(container), outsideNearlyAll);
    within.addAll(container.hintsInContent | block.inlineHints, active);
  }

  private void addHeaded(PageContext context, Block block, ActiveFeatures active) {
    int after = block.index + 1;
    int headed = after;
    while (headed < Math.min(context.blocks().size(), block.index + MAX_HEADINGS_IN_ROW)
        && context.blocks().get(headed).isHeading()) {
      headed++;
    }
    active.add(headsNext.of(logit(context.blocks(), headed)));
    active.add(headsMean.of(context.mean(after, after + HEADED_BLOCKS)));
  }
}
