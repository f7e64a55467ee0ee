package io.millrace.io.tokenizer.bpe;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts text into the words inside which tokens lie; every character is in exactly one word.
 *
 * <p>Llama 3's pattern (Dubey et al. 2024; after OpenAI's cl100k_base) with two changes: combining
 * marks belong to words as letters do, since vowel signs of Indic and South-East Asian scripts are
 * marks and would each end a word; and the English contractions are left out, since an apostrophe
 * begins a word anyway. The same expression stands in {@code tokenizer.json}; Java and Oniguruma
 * match it alike but for characters newer than the Unicode version of the Java platform.
 */
public final class WordPattern {
  /** The expression, in the syntax that Java and Oniguruma share. */
  static final String REGEX =
      "[^\\r\\n\\p{L}\\p{M}\\p{N}]?[\\p{L}\\p{M}]+"
          + "|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*"
          + "|\\s*[\\r\\n]+"
          + "|\\s+(?!\\S)"
          + "|\\s+";

  // Oniguruma's \s is Unicode's white space.
  private static final Pattern PATTERN = Pattern.compile(REGEX, Pattern.UNICODE_CHARACTER_CLASS);

  private WordPattern() {}

  /**
   * Hands over a text's words in order; together they are the text.
   *
   * @param text any text without lone surrogates
   * @param words takes them
   */
  public static void split(String text, Consumer<String> words) {
    Matcher matcher = PATTERN.matcher(text);
    while (matcher.find()) {
      words.accept(matcher.group());
    }
  }
}
