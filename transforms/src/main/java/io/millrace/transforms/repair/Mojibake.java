package io.millrace.transforms.repair;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.text.UnicodeSet;

/**
 * Undoes UTF-8 that was read as Windows-1252 or ISO-8859-1 ({@code Ã©} for {@code é}), where that
 * is certain. The idea of scoring how improbable a character sequence is comes from ftfy (Speer,
 * 2019, doi:10.5281/zenodo.2591652); the score here is a count of byte sequences that clean text in
 * no language has.
 *
 * <p>A <em>sequence</em> is a run of characters whose Windows-1252 bytes are one character's UTF-8.
 * Clean text has some: {@code É”} in "CAFÉ”", {@code à »} in French, {@code Å²} in physics. A
 * sequence is <em>bad</em> if it has a character that would not follow a letter in any of these.
 * One bad sequence is undone by itself; where a text has one, and no character beyond ASCII outside
 * of sequences, all of its sequences are.
 */
final class Mojibake {
  /** What follows a letter in clean text: letters, closing marks, signs set behind names. */
  private static final UnicodeSet HARMLESS =
      new UnicodeSet("[ŠšŒœŽžŸªº\\u00A0\\u00AD´’‘”“»›…–—·®™]").freeze();

  private static final UnicodeSet SUPERSCRIPTS = new UnicodeSet("[¹²³]").freeze();

  /** Leads of U+0080 to U+00FF: in clean text no sign follows these. */
  private static final UnicodeSet LATIN_1_LEADS = new UnicodeSet("[ÂÃ]").freeze();

  /** Leads of U+0100 to U+017F. */
  private static final UnicodeSet LATIN_EXTENDED_LEADS = new UnicodeSet("[ÄÅ]").freeze();

  private final String text;

  private Mojibake(String text) {
    this.text = text;
  }

  /** A text with what is certain undone. */
  static String undo(String text) {
    Mojibake mojibake = new Mojibake(text);
    boolean isBad = false;
    boolean isAllSequences = true;
    for (int i = 0; i < text.length(); ) {
      int end = mojibake.runEnd(i);
      isBad |= mojibake.isBadRun(i, end);
      isAllSequences &= end > i || text.charAt(i) < 0x80;
      i = Math.max(i + 1, end);
    }
    return isBad ? mojibake.decoded(isAllSequences) : text;
  }

  private String decoded(boolean decodeAll) {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int end = runEnd(i);
      if (end > i && (decodeAll || isBadRun(i, end))) {
        appendDecoded(decoded, i, end);
        i = end;
      } else {
        decoded.append(text, i, Math.max(i + 1, end));
        i = Math.max(i + 1, end);
      }
    }
    return decoded.toString();
  }

  private void appendDecoded(StringBuilder decoded, int start, int end) {
    for (int i = start; i < end; ) {
      int length = sequenceLength(i);
      decoded.appendCodePoint(codePoint(i, length));
      i += length;
    }
  }

  /** Where a run of sequences ends; {@code start} if none begins there. */
  private int runEnd(int start) {
    int end = start;
    while (isSequence(end)) {
      end += sequenceLength(end);
    }
    return end;
  }

  private boolean isBadRun(int start, int end) {
    for (int i = start; i < end; i += sequenceLength(i)) {
      if (isBad(i, sequenceLength(i), start, end)) {
        return true;
      }
    }
    return false;
  }

  /** How many characters from {@code start} are the UTF-8 of one; 0 if they are not. */
  private int sequenceLength(int start) {
    int lead = Windows1252.encode(text.charAt(start));
    int length = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (start + length > text.length()) {
      return 0;
    }
    for (int i = start + 1; i < start + length; i++) {
      int continuation = Windows1252.encode(text.charAt(i));
      if (continuation < 0x80 || continuation > 0xBF) {
        return 0;
      }
    }
    return length > 0 && isPlausible(codePoint(start, length), length) ? length : 0;
  }

  private int codePoint(int start, int length) {
    int codePoint = Windows1252.encode(text.charAt(start)) & (0x7F >> length);
    for (int i = start + 1; i < start + length; i++) {
      codePoint = codePoint << 6 | (Windows1252.encode(text.charAt(i)) & 0x3F);
    }
    return codePoint;
  }

  /** Whether a code point is assigned and was written in as few bytes as it takes. */
  private static boolean isPlausible(int codePoint, int length) {
    int shortest = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    if (length != shortest || codePoint > Character.MAX_CODE_POINT) {
      return false;
    }
    return switch (UCharacter.getType(codePoint)) {
      case UCharacterCategory.UNASSIGNED,
          UCharacterCategory.PRIVATE_USE,
          UCharacterCategory.SURROGATE ->
          false;
      default -> true;
    };
  }

  /** Whether a sequence within a run is none of clean text's. */
  private boolean isBad(int start, int length, int runStart, int runEnd) {
    int end = start + length;
    if (areAll(HARMLESS, start + 1, end)) {
      return false;
    }
    char lead = text.charAt(start);
    if (length > 2 || LATIN_1_LEADS.contains(lead) || hasC1(start, end)) {
      return true;
    }
    if (LATIN_EXTENDED_LEADS.contains(lead)) {
      boolean isUnit = areAll(SUPERSCRIPTS, start + 1, end);
      return !isUnit && (isAsciiLetter(start - 1) || isAsciiLetter(end));
    }
    // Other scripts' letters come in words; "Ø½" and "3×¼" do not.
    return runEnd - runStart > length;
  }

  private boolean areAll(UnicodeSet set, int start, int end) {
    return set.containsAll(text.substring(start, end));
  }

  private boolean hasC1(int start, int end) {
    return text.substring(start, end).chars().anyMatch(c -> c >= 0x80 && c < 0xA0);
  }

  private boolean isAsciiLetter(int i) {
    return i >= 0
        && i < text.length()
        && text.charAt(i) < 0x80
        && Character.isLetter(text.charAt(i));
  }

  private boolean isSequence(int start) {
    return start < text.length() && sequenceLength(start) > 0;
  }
}
