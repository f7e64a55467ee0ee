package io.millrace.transforms.quality;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Profiles with all rules off but those under test. */
final class TestProfiles {
  private static final Map<String, String> OFF =
      Map.of(
          "dup_line_frac", "-1",
          "dup_n_grams", "[]",
          "language_score", "-1",
          "line_punct_thr", "-1",
          "max_avg_word_length", "-1",
          "max_non_alpha_words_ratio", "-1",
          "min_avg_word_length", "-1",
          "new_line_ratio", "-1",
          "stopwords", "[]",
          "top_n_grams", "[]");

  private TestProfiles() {}

  static LanguageProfile off() {
    return read(yaml(Map.of()));
  }

  static LanguageProfile with(String key, String value) {
    return read(yaml(Map.of(key, value)));
  }

  static String yaml(Map<String, String> changed) {
    Map<String, String> entries = new TreeMap<>(OFF);
    entries.putAll(changed);
    StringJoiner lines = new StringJoiner("\n");
    entries.forEach((key, value) -> lines.add(key + ": " + value));
    return lines.toString();
  }

  static LanguageProfile read(String yaml) {
    return LanguageProfileReader.read("test.yml", yaml);
  }
}
