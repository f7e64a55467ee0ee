package io.millrace.transforms.extract.block;

import java.util.ArrayList;
import java.util.List;

/** A page's blocks in document order and its containers, each before those it encloses. */
final class Page {
  private static final int MIN_TITLE_CHARS = 2;

  /** The text of the {@code title} element; empty if there is none. */
  final String title;

  final List<Block> blocks = new ArrayList<>();
  final List<Container> containers = new ArrayList<>();

  /** Width of the blocks that look like prose. */
  int proseWidth;

  /** Index of the block with the first level-one heading; 0 if there is none. */
  int titleBlock;

  Page(String title) {
    this.title = title;
  }

  /** The share of the page's prose that a container holds; 1 if there is none. */
  double proseShare(Container container) {
    return proseWidth == 0 ? 1 : (double) container.proseWidth / proseWidth;
  }

  /** Whether the page's title begins with a block's text. */
  boolean isNamedAfter(Block block) {
    return block.text.length() >= MIN_TITLE_CHARS && title.startsWith(block.text);
  }

  /** Whether a block begins with the site's name, as the page's title ends: "Topic - Site". */
  boolean isNamedAfterSite(Block block) {
    int lineEnd = block.text.indexOf('\n');
    String line = lineEnd < 0 ? block.text : block.text.substring(0, lineEnd);
    int before = title.length() - line.length() - 1;
    return before > 0
        && line.length() >= MIN_TITLE_CHARS
        && title.endsWith(line)
        && title.charAt(before) == ' ';
  }
}
