package io.millrace.transforms.share;

/**
 * One of two things that meet under a key.
 *
 * @param <L> the one
 * @param <R> the other
 * @param left the one, or null
 * @param right the other, or null
 */
public record Either<L, R>(L left, R right) {
  /** The one. */
  public static <L, R> Either<L, R> left(L value) {
    return new Either<>(value, null);
  }

  /** The other. */
  public static <L, R> Either<L, R> right(R value) {
    return new Either<>(null, value);
  }

  /** Whether it is the one. */
  public boolean isLeft() {
    return left != null;
  }
}
