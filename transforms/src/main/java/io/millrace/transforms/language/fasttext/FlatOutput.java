package io.millrace.transforms.language.fasttext;

import java.nio.file.Path;
import java.util.function.Consumer;

/** An output layer with a row a label: softmax, or one sigmoid a label. */
final class FlatOutput implements OutputLayer {
  private final Path file;
  private final LabelWeights weights;
  private final Consumer<float[]> activation;

  /**
   * @param file the model, for error messages
   * @param weights a row a label
   * @param activation turns the products of rows and text vector into probabilities, in place
   */
  FlatOutput(Path file, LabelWeights weights, Consumer<float[]> activation) {
    this.file = file;
    this.weights = weights;
    this.activation = activation;
  }

  @Override
  public Candidates score(float[] vector) {
    float[] output = weights.multiply(vector);
    for (float product : output) {
      if (!Float.isFinite(product)) {
        throw new FastTextFormatException(file, "the weights hold values that are no numbers");
      }
    }
    activation.accept(output);
    return (heap, threshold) -> addTo(heap, threshold, output);
  }

  private static void addTo(PredictionHeap heap, float threshold, float[] output) {
    for (int label = 0; label < output.length; label++) {
      if (output[label] < threshold) {
        continue;
      }
      float score = OutputLayer.log(output[label]);
      if (!heap.rejects(score)) {
        heap.add(label, score);
      }
    }
  }

  /** Softmax, in single precision as fastText's. */
  static void softmax(float[] output) {
    float max = output[0];
    for (float value : output) {
      max = Math.max(max, value);
    }
    float sum = 0;
    for (int i = 0; i < output.length; i++) {
      output[i] = (float) Math.exp(output[i] - max);
      sum += output[i];
    }
    for (int i = 0; i < output.length; i++) {
      output[i] /= sum;
    }
  }
}
