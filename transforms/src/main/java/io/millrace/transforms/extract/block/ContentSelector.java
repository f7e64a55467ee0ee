package io.millrace.transforms.extract.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;

/**
 * Chooses the blocks of a page that are its main content: those that {@link BlockModel} finds
 * likely, less what is never content, plus what belongs to them.
 */
public final class ContentSelector {
  private static final int NEVER_CONTENT = Hint.COOKIE.bit() | Hint.COMMENT.bit();

  /** What is not content if a block's own few words and the names around it both say so. */
  private static final int TOLD_TWICE =
      Hint.SHARE.bit()
          | Hint.RELATED.bit()
          | Hint.NAVIGATION.bit()
          | Hint.FOOTER.bit()
          | Hint.SUBSCRIBE.bit();

  private static final Set<String> COLLECTIONS = Set.of("ul", "ol", "dl", "table");
  private static final Set<String> ITEMS = Set.of("li", "dt", "dd", "td", "th");

  /** A short block that is one link leads elsewhere, unless it is an item or a heading. */
  private static final int MAX_POINTER_WIDTH = 60;

  private static final double POINTER_LINK_DENSITY = 0.95;
  private static final double MOSTLY_LINKS = 0.5;

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
    boolean[] kept = select(page, BlockModel.shipped());
    List<String> texts = new ArrayList<>();
    for (Block block : page.blocks) {
      if (kept[block.index]) {
        texts.add(block.text);
      }
    }
    return texts;
  }

  /**
   * All that a page shows.
   *
   * @param document as jsoup parsed it; left as it is
   * @return the texts of its blocks, in document order
   */
  public static List<String> all(Document document) {
    return PageReader.read(document).blocks.stream().map(block -> block.text).toList();
  }

  /** Which blocks of a page are kept, by a given model. */
  boolean[] select(Page page, BlockModel model) {
    model.judgeAlone(page);
    double[] probabilities = model.judgeInContext(page);
    boolean[] kept = new boolean[page.blocks.size()];
    for (Block block : page.blocks) {
      kept[block.index] =
          probabilities[block.index] >= minProbability && !isNeverContent(page, block);
    }
    completeCollections(page, kept);
    keepTitle(page, kept);
    return kept;
  }

  /**
   * Cookie notices, comment threads, {@code nav} elements, lone links and the site's name, whatever
   * their text is like. Hints on an element with most of the page's prose do not count (see {@link
   * PageSums}).
   */
  private static boolean isNeverContent(Page page, Block block) {
    Container container = block.container;
    return (container.hints & NEVER_CONTENT) != 0
        || Structure.NAV.in(container.structure)
        || (block.textHints & container.hints & TOLD_TWICE) != 0
        || isPointer(block)
        || page.isNamedAfterSite(block);
  }

  private static boolean isPointer(Block block) {
    return block.linkDensity() >= POINTER_LINK_DENSITY
        && block.width() <= MAX_POINTER_WIDTH
        && !block.isHeading()
        && !ITEMS.contains(block.container.tag);
  }

  /** Where most of a list's or table's text is kept, the rest of it is, links aside. */
  private static void completeCollections(Page page, boolean[] kept) {
    int[] keptWidth = new int[page.containers.size()];
    boolean[] nested = new boolean[page.containers.size()];
    for (Container container : page.containers) {
      if (ITEMS.contains(container.tag)
          && container.collection != null
          && container.endBlock - container.firstBlock > 1) {
        nested[container.collection.index] = true;
      }
    }
    for (Block block : page.blocks) {
      if (kept[block.index] && block.container.collection != null) {
        keptWidth[block.container.collection.index] += block.width();
      }
    }
    for (Block block : page.blocks) {
      Container collection = block.container.collection;
      if (collection != null
          && !nested[collection.index]
          && 2 * keptWidth[collection.index] > collection.width
          && block.linkDensity() < MOSTLY_LINKS
          && !isNeverContent(page, block)) {
        kept[block.index] = true;
      }
    }
  }

  /** The heading that the page is named after belongs to the content that follows it. */
  private static void keepTitle(Page page, boolean[] kept) {
    int lastKept = kept.length - 1;
    while (lastKept >= 0 && !kept[lastKept]) {
      lastKept--;
    }
    for (Block block : page.blocks.subList(0, lastKept + 1)) {
      if (block.isHeading() && page.isNamedAfter(block) && !isNeverContent(page, block)) {
        kept[block.index] = true;
        return;
      }
    }
  }

  /** Whether a tag's items stand or fall together. */
  static boolean isCollection(String tag) {
    return COLLECTIONS.contains(tag);
  }
}
