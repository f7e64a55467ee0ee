package io.millrace.transforms.language;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells which language a text is in. Safe for many threads. */
public interface LanguageIdentifier {
  /**
   * Identifies a text, line ends included, of any length. A text without letters gives a label too.
   */
  LanguageScores identify(String text);

  /**
   * Identifies a text given as UTF-8. Bytes that are not UTF-8 count as U+FFFD, or as the model was
   * trained to take them.
   */
  default LanguageScores identifyUtf8(byte[] text) {
    return identify(new String(text, StandardCharsets.UTF_8));
  }

  /** The labels that the model was trained with; a label that it was not may start {@code und_}. */
  List<String> labels();
}
