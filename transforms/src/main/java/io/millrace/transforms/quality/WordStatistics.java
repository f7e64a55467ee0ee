package io.millrace.transforms.quality;

import com.ibm.icu.lang.UCharacter;
import java.util.List;

/**
 * What Gopher's rules count in a document's tokens.
 *
 * @param tokens all tokens
 * @param words tokens that are not symbols only
 * @param wordCodePoints characters of {@code words}
 * @param alphabetic tokens with at least one letter
 */
public record WordStatistics(long tokens, long words, long wordCodePoints, long alphabetic) {
  /** Counts tokens. */
  public static WordStatistics of(List<String> tokens) {
    long words = 0;
    long codePoints = 0;
    long alphabetic = 0;
    for (String token : tokens) {
      if (!isSymbol(token)) {
        words++;
        codePoints += token.codePointCount(0, token.length());
      }
      if (hasLetter(token)) {
        alphabetic++;
      }
    }
    return new WordStatistics(tokens.size(), words, codePoints, alphabetic);
  }

  /** Code points of a word on average; not a number where there are no words. */
  public double meanWordLength() {
    return (double) wordCodePoints / words;
  }

  /** Tokens with a letter, as a fraction; not a number where there are no tokens. */
  public double alphabeticRatio() {
    return (double) alphabetic / tokens;
  }

  private static boolean isSymbol(String token) {
    int codePoint;
    for (int i = 0; i < token.length(); i += Character.charCount(codePoint)) {
      codePoint = token.codePointAt(i);
      if (!Punctuation.isSymbol(codePoint)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLetter(String token) {
    int codePoint;
    for (int i = 0; i < token.length(); i += Character.charCount(codePoint)) {
      codePoint = token.codePointAt(i);
      if (UCharacter.isLetter(codePoint)) {
        return true;
      }
    }
    return false;
  }
}
