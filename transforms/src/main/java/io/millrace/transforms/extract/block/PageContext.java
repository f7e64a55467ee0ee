package io.millrace.transforms.extract.block;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a page's blocks fared when judged alone: running sums, the content's span and its roots. */
final class PageContext {
  private static final double SURE = 0.7;
  private static final double LIKELY = 0.5;
  private static final double HALF = 0.5;
  private static final double MOST = 0.7;
  private static final double NEARLY_ALL = 0.9;

  private final List<Block> blocks;
  private final double[] contentBefore;
  private final double[] widthBefore;
  private final Container half;
  private final Container most;
  private final Container nearlyAll;
  private final Map<Long, Fare> fareByPath = new HashMap<>();
  private int firstSure;
  private int lastSure = -1;

  /** Sums over the blocks of one path. */
  private static final class Fare {
    private double content;
    private double width;
  }

  /**
   * Summarizes a page.
   *
   * @param page a page with at least one block, each with its probability
   */
  PageContext(Page page) {
    blocks = page.blocks;
    contentBefore = new double[blocks.size() + 1];
    widthBefore = new double[blocks.size() + 1];
    double likely = sum(page);
    half = root(page, HALF * likely);
    most = root(page, MOST * likely);
    nearlyAll = root(page, NEARLY_ALL * likely);
    markAroundContent(page);
    findSpan();
  }

  private double sum(Page page) {
    double likely = 0;
    page.containers.forEach(container -> container.contentWidth = 0);
    for (Block block : blocks) {
      double content = block.width() * block.probability;
      contentBefore[block.index + 1] = contentBefore[block.index] + content;
      widthBefore[block.index + 1] = widthBefore[block.index] + block.width();
      Fare fare = fareByPath.computeIfAbsent(block.container.path, unseen -> new Fare());
      fare.content += content;
      fare.width += block.width();
      if (block.probability > LIKELY) {
        block.container.contentWidth += content;
        likely += content;
      }
    }
    for (int i = page.containers.size() - 1; i > 0; i--) {
      Container container = page.containers.get(i);
      container.parent.contentWidth += container.contentWidth;
    }
    return likely;
  }

  /** The deepest container with at least so much content. */
  private static Container root(Page page, double contentWidth) {
    Container root = page.containers.get(0);
    for (Container container : page.containers) {
      if (container.contentWidth >= contentWidth && container.depth >= root.depth) {
        root = container;
      }
    }
    return root;
  }

  private void markAroundContent(Page page) {
    page.containers.forEach(container -> container.aroundContent = false);
    for (Container around = most; around != null; around = around.parent) {
      around.aroundContent = true;
    }
    for (Container container : page.containers) {
      container.hintsInContent =
          container.aroundContent ? 0 : container.ownHints | container.parent.hintsInContent;
    }
  }

  private void findSpan() {
    firstSure = blocks.size();
    for (Block block : blocks) {
      if (block.probability > SURE && block.isProse() && most.encloses(block.container)) {
        firstSure = Math.min(firstSure, block.index);
        lastSure = block.index;
      }
    }
  }

  List<Block> blocks() {
    return blocks;
  }

  /** The deepest container with at least half of the content. */
  Container half() {
    return half;
  }

  /** The deepest container with most of the content: the root. */
  Container most() {
    return most;
  }

  /** The deepest container with nearly all content. */
  Container nearlyAll() {
    return nearlyAll;
  }

  /** Index of the first prose block in the root that is surely content; past the end if none. */
  int firstSure() {
    return firstSure;
  }

  /** Index of the last; −1 if there is none. */
  int lastSure() {
    return lastSure;
  }

  /** Mean probability, by width, of the blocks whose elements have the names of this one's. */
  double meanOfPath(Block block) {
    Fare fare = fareByPath.get(block.container.path);
    return fare.content / fare.width;
  }

  /** Mean probability, by width, of the blocks of a range cut to the page; 0 for an empty one. */
  double mean(int from, int to) {
    int first = Math.max(0, Math.min(from, blocks.size()));
    int end = Math.max(first, Math.min(to, blocks.size()));
    double width = widthBefore[end] - widthBefore[first];
    return width == 0 ? 0 : (contentBefore[end] - contentBefore[first]) / width;
  }
}
