package io.millrace.transforms.extract.block;

/** A block-level element, and sums over the blocks below it. */
final class Container {
  /** The enclosing block-level element; null for the body. */
  final Container parent;

  final int index;
  final int depth;
  final String tag;
  final String classes;
  final int ownHints;

  /** The same for containers whose tags and classes agree all the way up from here. */
  final long path;

  /** The innermost list or table that this is or stands in; null if it stands in none. */
  final Container collection;

  /** Blocks of the subtree: {@code firstBlock} to before {@code endBlock}. */
  int firstBlock;

  int endBlock;
  int width;
  int linkWidth;
  int proseWidth;

  /** Level-one headings in the subtree. */
  int titles;

  /** How many filled children of its parent have its tag and classes, shared by them all. */
  Tally alike = new Tally();

  /** The nearest of this and its enclosing elements that holds more than one block. */
  Container group;

  /** Hints of this and all enclosing elements, less those of elements that hold most prose. */
  int hints;

  /** {@link Structure} bits of this and all enclosing elements. */
  int structure;

  /** Hints of this and enclosing elements up to, but without, those around the main content. */
  int hintsInContent;

  /** Whether this element lies around the main content, or is its root. */
  boolean aroundContent;

  /** Width of what is probably content. */
  double contentWidth;

  /** A counter. */
  static final class Tally {
    int count;
  }

  Container(Container parent, int index, String tag, String classes, int ownHints) {
    this.parent = parent;
    this.index = index;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.tag = tag;
    this.classes = classes;
    this.ownHints = ownHints;
    this.collection =
        ContentSelector.isCollection(tag) ? this : parent == null ? null : parent.collection;
    this.path =
        ((parent == null ? 0 : parent.path) * 31 + tag.hashCode()) * 31 + classes.hashCode();
  }

  /** The share of its text that is links, 0 to 1. */
  double linkDensity() {
    return width == 0 ? 0 : (double) linkWidth / width;
  }

  boolean encloses(Container other) {
    return other.index >= index
        && other.depth >= depth
        && other.firstBlock >= firstBlock
        && other.endBlock <= endBlock;
  }
}
