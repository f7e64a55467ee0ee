package io.millrace.transforms.extract.block;

import java.util.ArrayList;
import java.util.List;

/** A page's blocks in document order and its containers, each before those it encloses. */
final class Page {
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
}
