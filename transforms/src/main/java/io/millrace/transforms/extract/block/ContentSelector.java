package io.millrace.transforms.extract.block;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;

/** Chooses the blocks of a page that are its main content. */
public final class ContentSelector {
  private static final int NEVER_CONTENT = Hint.COOKIE.bit() | Hint.COMMENT.bit();

  private final double minProbability;

  /**
   * @param minProbability the least probability of being content at which a block is kept, 0 to 1
   */
  public ContentSelector(double minProbability) {
    this.minProbability = minProbability;
  }

  /**
   * The main content of a page.
   *
   * @param document as jsoup parsed it; left as it is
   * @return the texts of the kept blocks, in document order; empty if nothing looks like content
   */
  public List<String> select(Document document) {
    Page page = PageReader.read(document);
    if (page.blocks.isEmpty()) {
      return List.of();
    }
    BlockModel model = BlockModel.shipped();
    model.judgeAlone(page);
    double[] probabilities = model.judgeInContext(page);
    List<String> kept = new ArrayList<>();
    for (Block block : page.blocks) {
      if (probabilities[block.index] >= minProbability && !isNeverContent(block.container)) {
        kept.add(block.text);
      }
    }
    return kept;
  }

  /**
   * Cookie notices, comment threads and {@code nav} elements, whatever their text is like. Hints on
   * an element with most of the page's prose do not count (see {@link PageSums}).
   */
  private static boolean isNeverContent(Container container) {
    return (container.hints & NEVER_CONTENT) != 0 || Structure.NAV.in(container.structure);
  }
}
