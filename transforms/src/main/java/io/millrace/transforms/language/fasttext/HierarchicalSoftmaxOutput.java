package io.millrace.transforms.language.fasttext;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * The labels at the leaves of a Huffman tree, a weight row at each inner node (Joulin et al., arXiv
 * 1607.01759, section 2.1). Paths that cannot reach the best k are not followed.
 */
final class HierarchicalSoftmaxOutput implements OutputLayer {
  private static final long UNBUILT = 1_000_000_000_000_000L;

  private final Path file;
  private final Matrix weights;
  private final int labelCount;

  /** Children of inner node {@code n} at {@code n - labelCount}; nodes below are labels. */
  private final int[] left;

  private final int[] right;

  /** Levels of the tree below its root. */
  private int height;

  /**
   * @param file the model, for error messages
   * @param weights a row an inner node
   * @param labelCounts how often each label was seen; their sum is below 10¹⁵
   */
  HierarchicalSoftmaxOutput(Path file, Matrix weights, long[] labelCounts) {
    this.file = file;
    this.weights = weights;
    this.labelCount = labelCounts.length;
    this.left = new int[labelCount - 1];
    this.right = new int[labelCount - 1];
    buildTree(labelCounts);
  }

  private void buildTree(long[] labelCounts) {
    requireCounts(labelCounts);
    long[] counts = Arrays.copyOf(labelCounts, 2 * labelCount - 1);
    Arrays.fill(counts, labelCount, counts.length, UNBUILT);
    int[] heights = new int[counts.length];
    int leaf = labelCount - 1;
    int inner = labelCount;
    for (int node = labelCount; node < counts.length; node++) {
      boolean takesLeaf = leaf >= 0 && counts[leaf] < counts[inner];
      int first = takesLeaf ? leaf-- : inner++;
      takesLeaf = leaf >= 0 && counts[leaf] < counts[inner];
      int second = takesLeaf ? leaf-- : inner++;
      left[node - labelCount] = first;
      right[node - labelCount] = second;
      counts[node] = counts[first] + counts[second];
      heights[node] = 1 + Math.max(heights[first], heights[second]);
    }
    height = heights[heights.length - 1];
  }

  private void requireCounts(long[] labelCounts) {
    long sum = 0;
    for (long count : labelCounts) {
      if (count < 0 || count >= UNBUILT - sum) {
        throw new FastTextFormatException(file, "the label counts are impossible");
      }
      sum += count;
    }
  }

  @Override
  public Candidates score(float[] vector) {
    return (heap, threshold) -> search(vector, OutputLayer.log(threshold), heap);
  }

  /** A depth-first search, the left child first, with a stack of its own: trees may be deep. */
  private void search(float[] vector, float leastScore, PredictionHeap heap) {
    int[] nodes = new int[height + 1];
    float[] scores = new float[height + 1];
    nodes[0] = 2 * labelCount - 2;
    int depth = 1;
    while (depth > 0) {
      depth--;
      int node = nodes[depth];
      float score = scores[depth];
      if (score < leastScore || heap.rejects(score)) {
        continue;
      }
      if (node < labelCount) {
        heap.add(node, score);
        continue;
      }
      int inner = node - labelCount;
      float toRight = probability(weights.dot(inner, vector));
      nodes[depth] = right[inner];
      scores[depth++] = score + OutputLayer.log(toRight);
      nodes[depth] = left[inner];
      scores[depth++] = score + OutputLayer.log(1.0 - toRight);
    }
  }

  private float probability(float product) {
    if (Float.isNaN(product)) {
      throw new FastTextFormatException(file, "the weights hold values that are no numbers");
    }
    return (float) (1.0 / (1 + (float) Math.exp(-product)));
  }
}
