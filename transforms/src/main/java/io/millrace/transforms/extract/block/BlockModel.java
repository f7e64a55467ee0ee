package io.millrace.transforms.extract.block;

import io.millrace.transforms.extract.block.FeatureSpace.ActiveFeatures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Two logistic regressions over binary features: one judges each block alone, the other judges it
 * again in the light of how the first judged its neighbours (stacking). The weights in {@code
 * weights.tsv} were fitted by {@code FitBlockModel}; its header says on what.
 */
final class BlockModel {
  private static final String RESOURCE = "weights.tsv";
  private static final BlockModel SHIPPED = load();

  private final FeatureSpace space = new FeatureSpace();
  private final int bias = space.flag("bias");
  private final BlockFeatures blockFeatures = new BlockFeatures(space);
  private final ContextFeatures contextFeatures = new ContextFeatures(space);
  private final double[] alone;
  private final double[] inContext;

  /** A model whose weights are all zero. */
  BlockModel() {
    alone = new double[space.size()];
    inContext = new double[space.size()];
  }

  /** The model of {@code weights.tsv}. */
  static BlockModel shipped() {
    return SHIPPED;
  }

  private static BlockModel load() {
    BlockModel model = new BlockModel();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                BlockModel.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
      List<String> names = model.space.names();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          String[] fields = line.split("\t", -1);
          int feature = names.indexOf(fields[0]);
          if (feature < 0) {
            throw new IllegalStateException(RESOURCE + ": no feature is named " + fields[0]);
          }
          model.alone[feature] = Double.parseDouble(fields[1]);
          model.inContext[feature] = Double.parseDouble(fields[2]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return model;
  }

  /** The features' names, by number. */
  List<String> featureNames() {
    return space.names();
  }

  /** Weights of the regression that judges a block alone, by feature number. */
  double[] alone() {
    return alone;
  }

  /** Weights of the regression that judges it in context, by feature number. */
  double[] inContext() {
    return inContext;
  }

  /** Sets every block's log-odds and probability, judged alone. */
  void judgeAlone(Page page) {
    ActiveFeatures active = new ActiveFeatures();
    for (Block block : page.blocks) {
      describeAlone(page, block, active);
      block.logit = active.sum(alone);
      block.probability = sigmoid(block.logit);
    }
  }

  /**
   * Judges every block in context; each must have been judged alone.
   *
   * @return the probabilities of being content, by block
   */
  double[] judgeInContext(Page page) {
    PageContext context = new PageContext(page);
    ActiveFeatures active = new ActiveFeatures();
    double[] probabilities = new double[page.blocks.size()];
    for (Block block : page.blocks) {
      describeInContext(page, context, block, active);
      probabilities[block.index] = sigmoid(active.sum(inContext));
    }
    return probabilities;
  }

  /** Replaces the active features by those of a block on its own. */
  void describeAlone(Page page, Block block, ActiveFeatures active) {
    active.clear();
    active.add(bias);
    blockFeatures.add(page, block, active);
  }

  /** Replaces the active features by those of a block on its own and in its context. */
  void describeInContext(Page page, PageContext context, Block block, ActiveFeatures active) {
    describeAlone(page, block, active);
    contextFeatures.add(context, block, active);
  }

  /** The probability of given log-odds. */
  static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
