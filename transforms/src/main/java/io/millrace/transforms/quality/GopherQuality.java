package io.millrace.transforms.quality;

import com.ibm.icu.text.Normalizer2;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Drops what does not look like prose (Gopher, arXiv 2112.11446, appendix A.1): too few or too many
 * words, words too short or too long, too many symbols, bullets or ellipses, too few words with a
 * letter, too few stop words.
 */
public final class GopherQuality implements QualityRule {
  private static final long serialVersionUID = 1L;
  private static final String ELLIPSIS = "…";
  private static final String DOTS = "...";
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private final LanguageProfile profile;
  private final QualityLimits limits;
  private final HashSet<String> stopWords = new HashSet<>();
  private final int minStopWords;

  /**
   * @param profile gives word lengths, the fraction of words with a letter, and stop words
   * @param limits gives the rest
   */
  public GopherQuality(LanguageProfile profile, QualityLimits limits) {
    this.profile = profile;
    this.limits = limits;
    profile.stopWords().forEach(word -> stopWords.add(NFC.normalize(word)));
    minStopWords = Math.min(limits.minStopWords(), stopWords.size());
  }

  @Override
  public Verdict judge(String text, List<String> tokens) {
    WordStatistics words = WordStatistics.of(tokens);
    Verdict verdict = judgeWords(words);
    if (verdict.isKept()) {
      verdict = judgeSymbols(text, words.tokens());
    }
    if (verdict.isKept()) {
      verdict = judgeLines(text);
    }
    if (verdict.isKept() && LanguageProfile.isOn(profile.maxNonAlphaWordsRatio())) {
      verdict =
          Verdict.atLeast(
              "gopher_below_alpha_threshold",
              words.alphabeticRatio(),
              profile.maxNonAlphaWordsRatio());
    }
    return verdict.isKept() ? judgeStopWords(tokens) : verdict;
  }

  private Verdict judgeWords(WordStatistics words) {
    if (words.words() < limits.minWords()) {
      return new Verdict("gopher_short_doc", words.words(), limits.minWords());
    }
    if (words.words() > limits.maxWords()) {
      return new Verdict("gopher_long_doc", words.words(), limits.maxWords());
    }
    double length = words.meanWordLength();
    if (profile.minAvgWordLength() > 0 && length < profile.minAvgWordLength()) {
      return new Verdict("gopher_below_avg_threshold", length, profile.minAvgWordLength());
    }
    if (profile.maxAvgWordLength() > 0 && length > profile.maxAvgWordLength()) {
      return new Verdict("gopher_above_avg_threshold", length, profile.maxAvgWordLength());
    }
    return Verdict.KEPT;
  }

  private Verdict judgeSymbols(String text, long tokens) {
    double hashes = (double) count(text, "#") / tokens;
    if (hashes > limits.maxSymbolsPerWord()) {
      return new Verdict("gopher_too_many_hashes", hashes, limits.maxSymbolsPerWord());
    }
    double ellipses = (double) (count(text, DOTS) + count(text, ELLIPSIS)) / tokens;
    return Verdict.atMost("gopher_too_many_ellipsis", ellipses, limits.maxSymbolsPerWord());
  }

  private Verdict judgeLines(String text) {
    List<String> lines = TextLines.betweenLineEnds(text);
    double bullets = fraction(lines, GopherQuality::isBullet);
    if (bullets > limits.maxBulletLines()) {
      return new Verdict("gopher_too_many_bullets", bullets, limits.maxBulletLines());
    }
    return Verdict.atMost(
        "gopher_too_many_end_ellipsis",
        fraction(lines, GopherQuality::endsInEllipsis),
        limits.maxEllipsisLines());
  }

  private Verdict judgeStopWords(List<String> tokens) {
    Set<String> found = new HashSet<>();
    for (String token : tokens) {
      if (found.size() >= minStopWords) {
        return Verdict.KEPT;
      }
      // Pages decompose letters with marks, or do not: Vietnamese ones do both.
      String composed = NFC.normalize(token);
      if (stopWords.contains(composed)) {
        found.add(composed);
      }
    }
    return Verdict.atLeast("gopher_too_few_stop_words", found.size(), minStopWords);
  }

  private static boolean isBullet(String line) {
    int start = TextLines.firstVisible(line);
    return line.startsWith("•", start) || line.startsWith("-", start);
  }

  private static boolean endsInEllipsis(String line) {
    int end = TextLines.lastVisibleEnd(line);
    return line.startsWith(DOTS, end - DOTS.length())
        || line.startsWith(ELLIPSIS, end - ELLIPSIS.length());
  }

  private static double fraction(List<String> lines, Predicate<String> property) {
    return (double) lines.stream().filter(property).count() / lines.size();
  }

  private static long count(String text, String symbol) {
    long count = 0;
    for (int i = text.indexOf(symbol); i >= 0; i = text.indexOf(symbol, i + symbol.length())) {
      count++;
    }
    return count;
  }
}
