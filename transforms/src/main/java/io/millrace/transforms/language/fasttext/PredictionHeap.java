package io.millrace.transforms.language.fasttext;

/**
 * The k best labels. fastText collects them in a heap of the C++ library, whose moves decide which
 * of equal scores stay and in which order: those moves are kept here, since equal scores are common
 * (a tabulated sigmoid has 513 values).
 */
final class PredictionHeap {
  private final int capacity;
  private final float[] scores;
  private final int[] labels;
  private int size;

  /**
   * @param capacity how many labels to keep, 1 or more
   */
  PredictionHeap(int capacity) {
    this.capacity = capacity;
    this.scores = new float[capacity + 1];
    this.labels = new int[capacity + 1];
  }

  /** Whether a label of this score, or any lower one, would not stay. */
  boolean rejects(float score) {
    return size == capacity && score < scores[0];
  }

  /** Takes a label in; the worst one leaves when there are too many. */
  void add(int label, float score) {
    siftUp(size, label, score);
    size++;
    if (size > capacity) {
      moveWorstTo(size - 1);
      size--;
    }
  }

  /** Puts the best label first; after this no label may be added. */
  void sort() {
    for (int last = size - 1; last > 0; last--) {
      moveWorstTo(last);
    }
  }

  int size() {
    return size;
  }

  int label(int index) {
    return labels[index];
  }

  float score(int index) {
    return scores[index];
  }

  /** {@code std::pop_heap} of the entries up to and with {@code last}. */
  private void moveWorstTo(int last) {
    int label = labels[last];
    float score = scores[last];
    move(0, last);
    siftUp(hole(last), label, score);
  }

  /** Moves the hole at the root down along the worse children; gives the leaf where it ends. */
  private int hole(int length) {
    int hole = 0;
    int child = 0;
    while (child < (length - 1) / 2) {
      child = 2 * (child + 1);
      if (scores[child] > scores[child - 1]) {
        child--;
      }
      move(child, hole);
      hole = child;
    }
    if (length % 2 == 0 && child == (length - 2) / 2) {
      child = 2 * child + 1;
      move(child, hole);
      hole = child;
    }
    return hole;
  }

  private void siftUp(int from, int label, float score) {
    int hole = from;
    while (hole > 0 && scores[(hole - 1) / 2] > score) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    labels[hole] = label;
    scores[hole] = score;
  }

  private void move(int from, int to) {
    labels[to] = labels[from];
    scores[to] = scores[from];
  }
}
