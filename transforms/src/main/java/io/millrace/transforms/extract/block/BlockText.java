package io.millrace.transforms.extract.block;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jsoup.nodes.Element;

/**
 * The text of the block being read: blanks collapsed as a browser does, unless preformatted. A
 * single {@code br} is a line break within the block.
 */
final class BlockText {
  private static final char SOFT_HYPHEN = '\u00AD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final StringBuilder text = new StringBuilder();
  private final Deque<Integer> inlineHints = new ArrayDeque<>();
  private Block.Draft draft = new Block.Draft();
  private int openLinks;
  private int openBold;
  private int openPreformatted;
  private boolean pendingBlank;
  private boolean afterBreak;

  /** Enters an inline element. */
  void enter(Element element, int hints) {
    inlineHints.push(enclosingHints() | hints);
    count(element, 1);
  }

  /** Leaves an inline element. */
  void leave(Element element) {
    inlineHints.pop();
    count(element, -1);
  }

  private void count(Element element, int step) {
    switch (element.normalName()) {
      case "a" -> openLinks += element.hasAttr("href") ? step : 0;
      case "b", "strong" -> openBold += step;
      default -> {}
    }
  }

  void enterBlock(String tag) {
    openPreformatted += tag.equals("pre") ? 1 : 0;
  }

  void leaveBlock(String tag) {
    openPreformatted -= tag.equals("pre") ? 1 : 0;
  }

  private int enclosingHints() {
    return inlineHints.isEmpty() ? 0 : inlineHints.peek();
  }

  /** Appends the content of a text node. */
  void append(String raw) {
    int before = text.length();
    boolean visible = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean blank = isBlank(c);
      visible |= !blank;
      if (openPreformatted > 0 && (c == '\n' || c == '\t' || c == ' ')) {
        text.append(c);
      } else if (blank) {
        pendingBlank = true;
      } else if (c >= ' ' && c != SOFT_HYPHEN && c != BYTE_ORDER_MARK) {
        appendVisible(c);
      }
    }
    if (visible && text.length() > before) {
      account(before);
    }
  }

  private void appendVisible(char c) {
    if (pendingBlank && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append(' ');
    }
    pendingBlank = false;
    text.append(c);
  }

  private void account(int before) {
    afterBreak = false;
    draft.inlineHints = before == 0 ? enclosingHints() : draft.inlineHints & enclosingHints();
    boolean blankFirst = text.charAt(before) == ' ';
    int width = TextMeasure.width(text, blankFirst ? before + 1 : before);
    draft.linkWidth += openLinks > 0 ? width : 0;
    draft.boldWidth += openBold > 0 ? width : 0;
  }

  /** U+200B is not one: it parts words in scripts without blanks. */
  private static boolean isBlank(char c) {
    return c <= ' '
        ? c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
        : c == '\u00A0'
            || (c >= '\u2000' && c <= '\u200A')
            || c == '\u2028'
            || c == '\u2029'
            || c == '\u202F'
            || c == '\u205F'
            || c == '\u3000';
  }

  /** Breaks the line; false if this is the second break in a row, which ends the block. */
  boolean breakLine() {
    pendingBlank = false;
    if (text.isEmpty()) {
      return true;
    }
    if (afterBreak) {
      return false;
    }
    afterBreak = true;
    text.append('\n');
    return true;
  }

  boolean hasText() {
    for (int i = 0; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The block read so far. */
  Block end(Container container, int index) {
    draft.preformatted = openPreformatted > 0;
    String content = text.toString();
    content = draft.preformatted ? content.stripTrailing() : content.strip();
    return new Block(container, index, content, draft);
  }

  void clear() {
    text.setLength(0);
    draft = new Block.Draft();
    pendingBlank = false;
    afterBreak = false;
  }
}
