package io.millrace.transforms.extract.block;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Sums over containers, bottom-up, and what they inherit, top-down: a constant number of linear
 * passes.
 */
final class PageSums {
  /** Hints that speak for the text below an element rather than against it. */
  private static final int FAVOURABLE = Hint.CONTENT.bit() | Hint.LEAD.bit() | Hint.TITLE.bit();

  /** Structure that an element keeps though most of the page's prose lies in it. */
  private static final int OUTER_STRUCTURE =
      Structure.ARTICLE.bit() | Structure.MAIN.bit() | Structure.SECTION.bit();

  /** Elements that come in series in any text. */
  private static final Set<String> SERIAL_TAGS =
      Set.of(
          "p",
          "li",
          "td",
          "tr",
          "th",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "dt",
          "dd",
          "pre",
          "tbody",
          "ul",
          "ol",
          "blockquote",
          "table",
          "figure");

  /** An element with more than this share of the page's prose is no sidebar, footer or menu. */
  private static final double MOST_PROSE = 0.5;

  /** A comment thread may be longer than its article, but is not nearly all of a page's text. */
  private static final double NEARLY_ALL_TEXT = 0.8;

  private static final int MIN_SERIES = 3;
  private static final int MAX_TELLING_WIDTH = 100;
  private static final int TELLING_CHARS = 60;
  private static final int MAX_BOLD_HEADING_WIDTH = 60;

  private record Kind(int parent, String tag, String classes) {}

  private PageSums() {}

  static void compute(Page page) {
    sumBlocks(page);
    sumContainers(page);
    countRepeats(page);
    countAlike(page);
    inherit(page);
    readTexts(page);
  }

  private static void sumBlocks(Page page) {
    boolean titled = false;
    for (Block block : page.blocks) {
      Container container = block.container;
      container.width += block.width();
      container.linkWidth += block.linkWidth;
      if (block.isProse()) {
        container.proseWidth += block.width();
        page.proseWidth += block.width();
      }
      if (container.tag.equals("h1")) {
        container.titles++;
        page.titleBlock = titled ? page.titleBlock : block.index;
        titled = true;
      }
    }
  }

  private static void sumContainers(Page page) {
    for (int i = page.containers.size() - 1; i > 0; i--) {
      Container container = page.containers.get(i);
      Container parent = container.parent;
      parent.width += container.width;
      parent.linkWidth += container.linkWidth;
      parent.proseWidth += container.proseWidth;
      parent.titles += container.titles;
    }
  }

  private static void countRepeats(Page page) {
    Map<String, Integer> texts = new HashMap<>();
    page.blocks.forEach(block -> texts.merge(block.text, 1, Integer::sum));
    page.blocks.forEach(block -> block.repeated = texts.get(block.text) > 1);
  }

  private static void countAlike(Page page) {
    Map<Kind, Container.Tally> kinds = new HashMap<>();
    for (Container container : page.containers) {
      if (container.width > 0 && container.parent != null) {
        Kind kind = new Kind(container.parent.index, container.tag, container.classes);
        container.alike = kinds.computeIfAbsent(kind, unseen -> new Container.Tally());
        container.alike.count++;
      }
    }
  }

  private static void inherit(Page page) {
    for (Container container : page.containers) {
      Container parent = container.parent;
      boolean several = container.endBlock - container.firstBlock > 1;
      container.group = several || parent == null ? container : parent.group;
      container.hints = believedHints(page, container) | (parent == null ? 0 : parent.hints);
      container.structure = structure(page, container) | (parent == null ? 0 : parent.structure);
    }
  }

  private static int believedHints(Page page, Container container) {
    if (container.parent == null) {
      return 0;
    }
    double share = page.proseShare(container);
    if (share <= MOST_PROSE) {
      return container.ownHints;
    }
    boolean nearlyAll = container.width > NEARLY_ALL_TEXT * page.containers.get(0).width;
    boolean mayBeThread = !nearlyAll && container.titles == 0;
    return container.ownHints & (FAVOURABLE | (mayBeThread ? Hint.COMMENT.bit() : 0));
  }

  private static int structure(Page page, Container container) {
    int structure = Structure.bit(container.tag);
    if (page.proseShare(container) > MOST_PROSE) {
      structure &= OUTER_STRUCTURE;
    }
    boolean series = container.alike.count >= MIN_SERIES && !SERIAL_TAGS.contains(container.tag);
    return series ? structure | Structure.SERIES.bit() : structure;
  }

  private static void readTexts(Page page) {
    Block heading = null;
    for (Block block : page.blocks) {
      if (block.width() <= MAX_TELLING_WIDTH) {
        String start = block.text.substring(0, Math.min(block.text.length(), TELLING_CHARS));
        block.textHints = HintTable.shipped().match(start);
      }
      if (block.isHeading() || (block.bold && block.width() < MAX_BOLD_HEADING_WIDTH)) {
        heading = block;
      } else if (heading != null && heads(heading, block)) {
        block.headingHints = heading.textHints;
      }
    }
  }

  private static boolean heads(Block heading, Block block) {
    Container scope = heading.container.parent;
    return scope != null && block.index < scope.endBlock;
  }
}
