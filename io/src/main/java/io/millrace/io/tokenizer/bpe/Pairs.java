package io.millrace.io.tokenizer.bpe;

/** Two ids in one number, ordered by the first, then the second. */
final class Pairs {
  private Pairs() {}

  static long of(int left, int right) {
    return ((long) left << Integer.SIZE) | right;
  }

  static int left(long pair) {
    return (int) (pair >> Integer.SIZE);
  }

  static int right(long pair) {
    return (int) pair;
  }
}
