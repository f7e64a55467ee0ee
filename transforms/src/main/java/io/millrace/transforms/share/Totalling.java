package io.millrace.transforms.share;

import java.io.Serializable;

/**
 * How the members of a group add up. {@link #add} is associative and commutative, so that the total
 * is the same in any order of adding.
 *
 * @param <M> a member
 * @param <T> a total
 */
public interface Totalling<M, T> extends Serializable {
  /** The total of a group of one. */
  T of(M member);

  /** The total of two parts of a group. */
  T add(T left, T right);

  /** Something that tells members of a group apart; it decides which of them travel together. */
  Hash128 identity(M member);
}
