package io.millrace.transforms.calibrate;

import io.millrace.transforms.calibrate.FrequentWords.WordCount;
import io.millrace.transforms.calibrate.measure.LanguageStatistics;
import io.millrace.transforms.quality.LanguageProfile;
import io.millrace.transforms.quality.LanguageProfiles;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which profiles a reference and a crawl give: one for each language with enough reference text,
 * one for each script whose languages together have enough. The default stays as it comes: every
 * measure depends on how a language is written.
 */
public final class Calibration {
  /** English's label. */
  public static final String ENGLISH = "eng_Latn";

  /** The name of the profile for languages of any script. */
  public static final String DEFAULT = LanguageProfiles.DEFAULT;

  /** A profile that is not derived but English's as published, or the library's default. */
  public static final String PUBLISHED = "published";

  private final SortedMap<String, LanguageStatistics> languages;
  private final SortedMap<String, LanguageStatistics> scripts = new TreeMap<>();
  private final Map<String, List<WordCount>> words;
  private final LanguageProfiles builtIn = LanguageProfiles.builtIn();
  private final EnglishScale scale;
  private final ProfileCalibrator calibrator;
  private final SortedMap<String, Derived> profiles = new TreeMap<>();

  /**
   * A profile and where it comes from.
   *
   * @param profile the thresholds
   * @param passages of reference text it was derived from; 0 if it was not
   * @param repetition whose crawl its repetition thresholds come from: the language's label, or
   *     {@code published}
   */
  public record Derived(LanguageProfile profile, long passages, String repetition) {}

  /**
   * Derives all profiles.
   *
   * @param statistics by language label
   * @param words the most frequent words of each language's reference
   * @param settings how to derive
   */
  public Calibration(
      Map<String, LanguageStatistics> statistics,
      Map<String, List<WordCount>> words,
      CalibrationSettings settings) {
    this.languages = new TreeMap<>(statistics);
    this.words = words;
    LanguageProfile english = builtIn.choose(ENGLISH).profile();
    this.scale =
        EnglishScale.of(
            english, languages.getOrDefault(ENGLISH, new LanguageStatistics()), settings);
    this.calibrator = new ProfileCalibrator(english, scale, settings);
    languages.forEach(this::pool);
    languages.forEach(this::deriveLanguage);
    scripts.forEach(this::deriveScript);
    profiles.putIfAbsent(ENGLISH, new Derived(english, 0, PUBLISHED));
    profiles.put(DEFAULT, new Derived(builtIn.choose(DEFAULT).profile(), 0, PUBLISHED));
  }

  /** The profiles by name: language labels, scripts and {@code default}. */
  public SortedMap<String, Derived> profiles() {
    return profiles;
  }

  /** The scale that English gave. */
  public EnglishScale scale() {
    return scale;
  }

  /** The name of the profile that a language's documents are judged by. */
  public String choose(String language) {
    return profiles.containsKey(language)
        ? language
        : profiles.containsKey(script(language)) ? script(language) : DEFAULT;
  }

  private void pool(String language, LanguageStatistics statistics) {
    scripts.computeIfAbsent(script(language), script -> new LanguageStatistics()).merge(statistics);
  }

  private void deriveLanguage(String language, LanguageStatistics own) {
    if (calibrator.hasReference(own)) {
      List<WordCount> frequent = words.getOrDefault(language, List.of());
      profiles.put(
          language,
          new Derived(
              calibrator.ofLanguage(own, frequent),
              own.reference().passages(),
              calibrator.hasCrawl(own) ? language : PUBLISHED));
    }
  }

  private void deriveScript(String script, LanguageStatistics pool) {
    if (calibrator.hasReference(pool)) {
      profiles.put(
          script, new Derived(calibrator.ofScript(pool), pool.reference().passages(), PUBLISHED));
    }
  }

  private static String script(String name) {
    return name.substring(name.lastIndexOf('_') + 1);
  }
}
