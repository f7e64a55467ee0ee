package io.millrace.transforms.quality;

import java.io.Serializable;
import java.util.List;

/** A rule over a document's text. Rules hold no state between documents. */
public interface QualityRule extends Serializable {
  /**
   * Judges a document.
   *
   * @param text its text, a line a block
   * @param tokens the words of {@code text} in order, punctuation marks as tokens of their own
   * @return {@link Verdict#KEPT}, or the first measurement that crossed its threshold
   */
  Verdict judge(String text, List<String> tokens);
}
