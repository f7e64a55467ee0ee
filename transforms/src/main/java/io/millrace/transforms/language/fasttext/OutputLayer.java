package io.millrace.transforms.language.fasttext;

/** Scores the labels for the vector of a text. Safe for many threads. */
interface OutputLayer {
  /**
   * Scores a text's vector.
   *
   * @throws FastTextFormatException if the weights are no numbers
   */
  Candidates score(float[] vector);

  /** The natural logarithm as fastText takes it of a probability, in whose place it prints. */
  static float log(double probability) {
    return (float) Math.log((float) probability + 1e-5);
  }

  /** The scored labels of one text. */
  @FunctionalInterface
  interface Candidates {
    /**
     * Adds labels with their log scores, in fastText's order.
     *
     * @param threshold least probability
     */
    void addTo(PredictionHeap heap, float threshold);
  }
}
