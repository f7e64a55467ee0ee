package io.millrace.transforms.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tokens of a text, in order: words, numbers and marks, never blanks. Tokens are index ranges,
 * so none of the text is copied before it is asked for.
 */
public final class Tokens {
  private static final TokenKind[] KINDS = TokenKind.values();

  private final String text;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private byte[] kinds = new byte[64];
  private int size;

  Tokens(String text) {
    this.text = text;
  }

  /**
   * Appends {@code text[start..end)}. A mark that repeats the one right before it is the same
   * token: an ellipsis or a ruled line is one mark.
   */
  void add(int start, int end) {
    TokenKind kind = kindOf(start, end);
    if (kind == TokenKind.MARK && repeatsLast(start, end)) {
      ends[size - 1] = end;
      return;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      kinds = Arrays.copyOf(kinds, 2 * size);
    }
    starts[size] = start;
    ends[size] = end;
    kinds[size] = (byte) kind.ordinal();
    size++;
  }

  private boolean repeatsLast(int start, int end) {
    return size > 0
        && ends[size - 1] == start
        && kinds[size - 1] == TokenKind.MARK.ordinal()
        && end - start == 1
        && text.charAt(start) == text.charAt(start - 1);
  }

  private TokenKind kindOf(int start, int end) {
    TokenKind kind = TokenKind.MARK;
    for (int i = start; i < end; ) {
      int codePoint = text.codePointAt(i);
      if (Character.isLetter(codePoint)) {
        return TokenKind.WORD;
      }
      if (isNumber(codePoint)) {
        kind = TokenKind.NUMBER;
      }
      i += Character.charCount(codePoint);
    }
    return kind;
  }

  private static boolean isNumber(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  /** The text that was cut. */
  public String text() {
    return text;
  }

  /** Number of tokens. */
  public int size() {
    return size;
  }

  /** Where a token starts in the text, in UTF-16 units. */
  public int start(int index) {
    return starts[requireIndex(index)];
  }

  /** Where a token ends in the text, exclusive, in UTF-16 units. */
  public int end(int index) {
    return ends[requireIndex(index)];
  }

  /** What a token is made of. */
  public TokenKind kind(int index) {
    return KINDS[kinds[requireIndex(index)]];
  }

  /** A token as a string. */
  public String string(int index) {
    return text.substring(start(index), end(index));
  }

  /** All tokens as strings, marks included. */
  public List<String> strings() {
    List<String> strings = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      strings.add(string(i));
    }
    return strings;
  }

  private int requireIndex(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("token " + index + " of " + size);
    }
    return index;
  }
}
