package io.millrace.transforms.extract.block;

/** A run of text that a browser would set as one block: a paragraph, heading, list item, cell. */
final class Block {
  private static final double BOLD_SHARE = 0.9;
  private static final int MIN_PROSE_WIDTH = 80;
  private static final double MAX_PROSE_LINK_DENSITY = 0.4;

  final Container container;
  final int index;
  final String text;
  final TextMeasure measure;

  /** Columns of text inside links. */
  final int linkWidth;

  /** Hints of the inline elements around the whole text. */
  final int inlineHints;

  /** Whether all of it is bold. */
  final boolean bold;

  /** Whether blanks and line breaks mean something. */
  final boolean preformatted;

  /** Hints in the text itself, if it is short. */
  int textHints;

  /** Hints in the text of the heading it stands under. */
  int headingHints;

  /** Whether the same text occurs again on the page. */
  boolean repeated;

  /** Log-odds of being content, judged alone. */
  double logit;

  /** Probability of being content, judged alone. */
  double probability;

  Block(Container container, int index, String text, Draft draft) {
    this.container = container;
    this.index = index;
    this.text = text;
    this.measure = TextMeasure.of(text);
    this.linkWidth = Math.min(draft.linkWidth, measure.width());
    this.inlineHints = draft.inlineHints;
    this.bold = draft.boldWidth >= BOLD_SHARE * measure.width();
    this.preformatted = draft.preformatted;
  }

  /** What is gathered about a block while its text is still growing. */
  static final class Draft {
    int linkWidth;
    int boldWidth;
    int inlineHints;
    boolean preformatted;
  }

  int width() {
    return measure.width();
  }

  /** The share of its text that is links, 0 to 1. */
  double linkDensity() {
    return (double) linkWidth / width();
  }

  boolean isHeading() {
    String tag = container.tag;
    return tag.length() == 2
        && tag.charAt(0) == 'h'
        && tag.charAt(1) >= '1'
        && tag.charAt(1) <= '6';
  }

  /** Long enough, and enough of it outside links, to be taken for prose before any judgement. */
  boolean isProse() {
    return width() >= MIN_PROSE_WIDTH && linkDensity() < MAX_PROSE_LINK_DENSITY;
  }
}
