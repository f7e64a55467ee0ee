package io.millrace.transforms.quality;

import com.ibm.icu.lang.UCharacter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The three ways in which the quality rules split a text into lines. */
public final class TextLines {
  private TextLines() {}

  /** Between runs of newlines; empty at the ends where the text begins or ends with a newline. */
  public static List<String> betweenNewlineRuns(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    int end = text.indexOf('\n');
    while (end >= 0) {
      lines.add(text.substring(start, end));
      start = end;
      while (start < text.length() && text.charAt(start) == '\n') {
        start++;
      }
      end = text.indexOf('\n', start);
    }
    lines.add(text.substring(start));
    return lines;
  }

  /** Between newlines, those left out that are nothing but white space. */
  public static List<String> notBlank(String text) {
    List<String> lines = betweenNewlineRuns(text);
    lines.removeIf(line -> firstVisible(line) == line.length());
    return lines;
  }

  /**
   * Between all that Unicode takes for a line's end (UAX #14, section 5.1: LF, CR, CR LF, VT, FF,
   * NEL, the line and paragraph separators) and the information separators FS, GS and RS; nothing
   * after the last.
   */
  static List<String> betweenLineEnds(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isLineEnd(text.charAt(i))) {
        lines.add(text.substring(start, i));
        if (text.startsWith("\r\n", i)) {
          i++;
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /**
   * Lines that occurred before.
   *
   * @param lines how many
   * @param codePoints their characters
   */
  public record Duplicates(int lines, long codePoints) {
    /** Counts repeated lines. */
    public static Duplicates in(List<String> lines) {
      Set<String> seen = new HashSet<>(lines.size() * 2);
      int repeated = 0;
      long codePoints = 0;
      for (String line : lines) {
        if (!seen.add(line)) {
          repeated++;
          codePoints += line.codePointCount(0, line.length());
        }
      }
      return new Duplicates(repeated, codePoints);
    }
  }

  /** Where a line's first character stands that is no white space; its length if there is none. */
  static int firstVisible(String line) {
    int i = 0;
    while (i < line.length() && isWhiteSpace(line.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Where a line's last character that is no white space ends; 0 if there is none. */
  static int lastVisibleEnd(String line) {
    int i = line.length();
    while (i > 0 && isWhiteSpace(line.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  private static boolean isWhiteSpace(char c) {
    return c <= ' '
        ? c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F)
        : UCharacter.isUWhiteSpace(c);
  }

  private static boolean isLineEnd(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1C && c <= 0x1E)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }
}
