package io.millrace.transforms.url;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** URLs as lists of words see them: ASCII letters and digits in lower case, and gaps. */
final class AsciiWords {
  private static final Pattern GAP = Pattern.compile("[^a-z0-9]+");

  private AsciiWords() {}

  /** The different words of a text, sorted. */
  static Set<String> split(String text) {
    Set<String> words = new TreeSet<>(Arrays.asList(GAP.split(lowerCase(text), -1)));
    words.remove("");
    return words;
  }

  /** A text without its gaps. */
  static String join(String text) {
    return GAP.matcher(lowerCase(text)).replaceAll("");
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
