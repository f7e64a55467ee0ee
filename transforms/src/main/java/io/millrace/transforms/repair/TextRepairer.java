package io.millrace.transforms.repair;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * Repairs text that went wrong before it was captured: characters that no text has, HTML entities
 * left over, UTF-8 read as Windows-1252, and lines of nothing but {@code |} that tables leave
 * behind. What is not certainly wrong stays as it is; a repaired text is not changed again.
 */
public final class TextRepairer implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final char REMOVED = '\0';
  private static final char UNKNOWN = '\uFFFD';

  private static final Pattern ENTITY =
      Pattern.compile("&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][0-9A-Za-z]{1,31});");

  /** Lines of bars and blanks, with at least one bar, in a row. */
  private static final Pattern BAR_LINES =
      Pattern.compile("(?m)^[ \\t]*+\\|[| \\t]*+$(?:\\n[ \\t]*+\\|[| \\t]*+$)*+");

  /** The text repaired. */
  public String repair(String text) {
    String before = null;
    String repaired = text;
    // What one step brings to light another may have to repair; every step shortens the text.
    while (!repaired.equals(before)) {
      before = repaired;
      repaired = unescapeEntities(before);
      repaired = Mojibake.undo(repaired);
      repaired = replaceControls(repaired);
      repaired = BAR_LINES.matcher(repaired).replaceAll("\n");
    }
    return repaired;
  }

  /** A text with {@code <} shows markup, and so shows its entities on purpose. */
  private static String unescapeEntities(String text) {
    if (text.indexOf('&') < 0 || text.indexOf('<') >= 0) {
      return text;
    }
    return ENTITY
        .matcher(text)
        .replaceAll(
            entity -> Matcher.quoteReplacement(Parser.unescapeEntities(entity.group(), true)));
  }

  /**
   * Removes control and other characters that are not for interchange (Unicode, section 23.1 and
   * following), puts Windows-1252 characters for their bytes, and U+FFFD for lone surrogates.
   */
  private static String replaceControls(String text) {
    int i = 0;
    while (i < text.length() && replacement(text, i) == text.charAt(i)) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text.length()).append(text, 0, i);
    for (; i < text.length(); i++) {
      char c = replacement(text, i);
      if (c != REMOVED) {
        replaced.append(c);
      }
    }
    return replaced.toString();
  }

  private static char replacement(String text, int i) {
    char c = text.charAt(i);
    if (c >= 0x80 && c < 0xA0) {
      char meant = Windows1252.decodeC1(c);
      return meant == UNKNOWN ? REMOVED : meant;
    }
    if (Character.isSurrogate(c)) {
      return isPaired(text, i) ? c : UNKNOWN;
    }
    return isNotForInterchange(c) ? REMOVED : c;
  }

  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static boolean isNotForInterchange(char c) {
    return (c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r')
        || c == 0x7F
        || (c >= 0x206A && c <= 0x206F)
        || c == 0xFEFF
        || (c >= 0xFFF9 && c <= 0xFFFC)
        || c >= 0xFFFE;
  }
}
