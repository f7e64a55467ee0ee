package io.millrace.transforms.quality;

import com.ibm.icu.text.UnicodeSet;

/** Characters that count as punctuation in the quality rules. */
final class Punctuation {
  /**
   * What ends a sentence in any script: Unicode's property, and three Khmer marks that it lacks and
   * FineWeb2 counts.
   */
  private static final UnicodeSet TERMINAL =
      new UnicodeSet("[[:Sentence_Terminal:][\\u17D6\\u17D9\\u17DA]]").freeze();

  /**
   * What makes a token of nothing else a symbol: the marks of CCNet's text normalizer (arXiv
   * 1911.00359), control characters, and what ends sentences.
   */
  private static final UnicodeSet SYMBOL =
      new UnicodeSet(
              "[[\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F]"
                  + "[!-/\\:-@\\[-`\\{-~«´»–—’“-„…∶━►、。〈-」【】]"
                  + "[\\uFF01\\uFF05\\uFF08\\uFF09\\uFF0C\\uFF0E\\uFF11\\uFF1A\\uFF1B\\uFF1F\\uFF5E]]")
          .addAll(TERMINAL)
          .freeze();

  private Punctuation() {}

  static boolean isTerminal(int codePoint) {
    return TERMINAL.contains(codePoint);
  }

  static boolean isSymbol(int codePoint) {
    return SYMBOL.contains(codePoint);
  }
}
