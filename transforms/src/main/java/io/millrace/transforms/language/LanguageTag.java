package io.millrace.transforms.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A language in a script, such as {@code deu_Latn}: each script of a language is a stream of its
 * own. A tag holds ASCII letters and one underscore only, so it is safe in a path.
 *
 * @param language three lower-case letters, ISO 639-3, or {@code und}
 * @param script four letters, the first upper-case, ISO 15924
 */
public record LanguageTag(String language, String script) {
  /** The language of a text that no known language fits. */
  public static final String UNDETERMINED = "und";

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{3}");
  private static final Pattern SCRIPT = Pattern.compile("[A-Z][a-z]{3}");
  private static final Pattern TAG = Pattern.compile("(.{3})_(.{4})");

  /**
   * @throws IllegalArgumentException if a part has another form; that the codes are assigned is not
   *     checked
   */
  public LanguageTag {
    if (!LANGUAGE.matcher(language).matches()) {
      throw new IllegalArgumentException(
          "'" + language + "' is no ISO 639-3 code: three lower-case letters, such as deu");
    }
    if (!SCRIPT.matcher(script).matches()) {
      throw new IllegalArgumentException(
          "'" + script + "' is no ISO 15924 code: four letters such as Latn");
    }
  }

  /**
   * Parses {@code xxx_Yyyy}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static LanguageTag parse(String tag) {
    Matcher parts = TAG.matcher(tag);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + tag + "' is no language tag: xxx_Yyyy, such as deu_Latn");
    }
    return new LanguageTag(parts.group(1), parts.group(2));
  }

  /** Whether {@link #parse} would take a text. */
  public static boolean isTag(String text) {
    Matcher parts = TAG.matcher(text);
    return parts.matches()
        && LANGUAGE.matcher(parts.group(1)).matches()
        && SCRIPT.matcher(parts.group(2)).matches();
  }

  /** The form that {@link #parse} takes. */
  @Override
  public String toString() {
    return language + "_" + script;
  }
}
