package io.millrace.transforms.language.fasttext;

import io.millrace.io.document.LanguageScore;
import io.millrace.transforms.language.fasttext.OutputLayer.Candidates;
import java.util.ArrayList;
import java.util.List;

/** The scored labels of one text. */
public final class FastTextPrediction {
  private final List<String> labels;
  private final Candidates candidates;

  FastTextPrediction(List<String> labels, Candidates candidates) {
    this.labels = labels;
    this.candidates = candidates;
  }

  /**
   * The best labels, best first, as {@code fasttext predict-prob model - k threshold} lists them.
   *
   * @param k how many at most, 1 or more
   * @param threshold least probability, 0 to 1
   * @return scores are probabilities plus 10⁻⁵, as fastText's are: a sure label has 1.00001
   */
  public List<LanguageScore> top(int k, float threshold) {
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + "; it must be 1 or more");
    }
    PredictionHeap heap = new PredictionHeap(Math.min(k, labels.size()));
    candidates.addTo(heap, threshold);
    heap.sort();
    List<LanguageScore> best = new ArrayList<>(heap.size());
    for (int i = 0; i < heap.size(); i++) {
      best.add(new LanguageScore(labels.get(heap.label(i)), (float) Math.exp(heap.score(i))));
    }
    return best;
  }
}
