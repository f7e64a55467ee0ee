package io.millrace.transforms.quality;

import io.millrace.transforms.quality.LanguageProfile.NGramThreshold;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Writes a {@link LanguageProfile} as YAML that loads back equal, keys sorted as FineWeb2's. */
public final class LanguageProfileWriter {
  private LanguageProfileWriter() {}

  /**
   * @param profile what to write; a language score that is off is left out
   * @param comments lines to put above it, each without a line's end
   */
  public static String write(LanguageProfile profile, List<String> comments) {
    StringBuilder yaml = new StringBuilder();
    comments.forEach(comment -> yaml.append("# ").append(comment).append('\n'));
    number(yaml, "dup_line_frac", profile.dupLineFrac());
    nGrams(yaml, "dup_n_grams", profile.dupNGrams());
    if (profile.languageScore() != LanguageProfile.OFF) {
      number(yaml, "language_score", profile.languageScore());
    }
    number(yaml, "line_punct_thr", profile.linePunctThr());
    number(yaml, "max_avg_word_length", profile.maxAvgWordLength());
    number(yaml, "max_non_alpha_words_ratio", profile.maxNonAlphaWordsRatio());
    number(yaml, "min_avg_word_length", profile.minAvgWordLength());
    number(yaml, "new_line_ratio", profile.newLineRatio());
    words(yaml, profile);
    nGrams(yaml, "top_n_grams", profile.topNGrams());
    return yaml.toString();
  }

  private static void number(StringBuilder yaml, String key, double value) {
    yaml.append(key).append(": ").append(plain(value)).append('\n');
  }

  private static void nGrams(StringBuilder yaml, String key, List<NGramThreshold> thresholds) {
    yaml.append(key).append(thresholds.isEmpty() ? ": []\n" : ":\n");
    for (NGramThreshold pair : thresholds) {
      yaml.append("- [").append(pair.n()).append(", ");
      yaml.append(plain(pair.threshold())).append("]\n");
    }
  }

  private static void words(StringBuilder yaml, LanguageProfile profile) {
    yaml.append("stopwords").append(profile.stopWords().isEmpty() ? ": []\n" : ":\n");
    for (String word : profile.stopWords()) {
      yaml.append("- ").append(quoted(word)).append('\n');
    }
  }

  /** In double quotes, so that no word is taken for a number, a boolean or a line's end. */
  private static String quoted(String word) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : word.toCharArray()) {
      boolean isInvisible = Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
      if (isInvisible) {
        quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String plain(double value) {
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    return decimal.signum() == 0 ? "0" : decimal.toPlainString();
  }
}
