package io.millrace.transforms.language.langdetect;

import io.millrace.io.document.LanguageScore;
import io.millrace.transforms.language.DominantScript;
import io.millrace.transforms.language.LanguageIdentifier;
import io.millrace.transforms.language.LanguageScores;
import io.millrace.transforms.language.LanguageTag;
import io.millrace.transforms.language.langdetect.LangdetectWeights.Sums;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The identifier that needs no download: OpenNLP's language detector, 103 languages, on a sample of
 * the text. The script comes from Unicode and comes first: only languages written in the script of
 * most letters are weighed, and where the detector knows none the label is {@code und_Khmr} and the
 * like.
 *
 * <p>A score is the probability of the label among those of its script, times the part of the
 * letters that are in this script.
 */
public final class OpenNlpIdentifier implements LanguageIdentifier {
  /** How much of a text is looked at unless told otherwise, in UTF-16 units. */
  public static final int DEFAULT_MAX_SAMPLE_CHARS = 2000;

  /**
   * The model's weights are small: its probabilities mean something from this number of distinct
   * n-grams on, which 600 characters have. For a shorter text the evidence is scaled up to as many,
   * which makes the score of short lines about the part of them that are labelled right: on the
   * Universal Declaration of Human Rights .74 and .78 at 20 characters, .90 and .88 at 100.
   */
  private static final int FULL_NGRAMS = 600;

  private final LangdetectWeights weights;
  private final LangdetectLabels labels;
  private final int maxSampleChars;

  private OpenNlpIdentifier(LangdetectWeights weights, int maxSampleChars) {
    this.weights = weights;
    this.labels = new LangdetectLabels(weights.languages());
    this.maxSampleChars = maxSampleChars;
  }

  /**
   * Loads the detector, which takes about a second and 20 MB of heap.
   *
   * @throws IOException if opennlp-models-langdetect is not on the class path
   */
  public static OpenNlpIdentifier load() throws IOException {
    return new OpenNlpIdentifier(LangdetectWeights.load(), DEFAULT_MAX_SAMPLE_CHARS);
  }

  /**
   * The same detector with another bound.
   *
   * @param chars how much of a text is looked at, in UTF-16 units, 40 or more
   */
  public OpenNlpIdentifier withMaxSampleChars(int chars) {
    if (chars < 40) {
      throw new IllegalArgumentException("maxSampleChars is " + chars + "; it must be 40 or more");
    }
    return new OpenNlpIdentifier(weights, chars);
  }

  @Override
  public LanguageScores identify(String text) {
    CharSequence sample = TextSample.of(text, maxSampleChars);
    DominantScript script = DominantScript.of(sample);
    return labels
        .inScript(script.code())
        .map(candidates -> scores(candidates, weights.sum(sample), script.share()))
        .orElseGet(() -> undetermined(script));
  }

  private static LanguageScores undetermined(DominantScript script) {
    LanguageTag tag = new LanguageTag(LanguageTag.UNDETERMINED, script.code());
    return new LanguageScores(tag.toString(), script.share(), List.of());
  }

  private static LanguageScores scores(String[] candidates, Sums sums, double share) {
    Map<String, Double> weights = new TreeMap<>();
    for (int i = 0; i < candidates.length; i++) {
      if (candidates[i] != null) {
        weights.merge(candidates[i], sums.weights()[i], Math::max);
      }
    }
    double sharpness = Math.max(1, (double) FULL_NGRAMS / Math.max(1, sums.distinctNgrams()));
    double max = Collections.max(weights.values());
    weights.replaceAll((label, weight) -> StrictMath.exp((weight - max) * sharpness));
    double sum = 0;
    for (double likelihood : weights.values()) {
      sum += likelihood;
    }
    return ranked(weights, share / sum);
  }

  private static LanguageScores ranked(Map<String, Double> likelihoods, double factor) {
    List<LanguageScore> ranked = new ArrayList<>();
    likelihoods.forEach(
        (label, likelihood) -> ranked.add(new LanguageScore(label, likelihood * factor)));
    ranked.sort(Comparator.comparingDouble(LanguageScore::score).reversed());
    LanguageScore top = ranked.get(0);
    return new LanguageScores(
        top.label(),
        top.score(),
        ranked.stream()
            .skip(1)
            .filter(other -> other.score() > LanguageScores.MIN_ALTERNATIVE_SCORE)
            .toList());
  }

  @Override
  public List<String> labels() {
    return labels.all();
  }
}
