package io.millrace.transforms.language;

import io.millrace.io.document.LanguageScore;
import io.millrace.transforms.language.fasttext.FastTextModel;
import io.millrace.transforms.language.fasttext.FastTextPrediction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Identifies languages with a fastText model, such as GlotLID's (arXiv 2310.16248). */
public final class FastTextIdentifier implements LanguageIdentifier {
  /** More labels than this cannot have scores above the least of an alternative. */
  private static final int MAX_LABELS = (int) (1 / LanguageScores.MIN_ALTERNATIVE_SCORE);

  private static final LanguageScores NOTHING_KNOWN =
      new LanguageScores(
          new LanguageTag(LanguageTag.UNDETERMINED, DominantScript.NO_LETTERS).toString(),
          0,
          List.of());

  private final FastTextModel model;

  /**
   * @param model its labels are given out as they are, without {@code __label__}
   */
  public FastTextIdentifier(FastTextModel model) {
    this.model = model;
  }

  @Override
  public LanguageScores identify(String text) {
    return identifyUtf8(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The label and score are those of {@code fasttext predict-prob}. */
  @Override
  public LanguageScores identifyUtf8(byte[] text) {
    FastTextPrediction prediction = model.predict(text);
    List<LanguageScore> best = prediction.top(1, 0);
    if (best.isEmpty()) {
      return NOTHING_KNOWN;
    }
    LanguageScore top = best.get(0);
    List<LanguageScore> others =
        prediction.top(MAX_LABELS, (float) LanguageScores.MIN_ALTERNATIVE_SCORE).stream()
            .filter(other -> !other.label().equals(top.label()))
            .toList();
    return new LanguageScores(top.label(), top.score(), others);
  }

  @Override
  public List<String> labels() {
    return model.labels();
  }
}
