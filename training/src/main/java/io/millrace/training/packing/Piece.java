package io.millrace.training.packing;

/**
 * Neighbouring positions of a sequence inside a chunk.
 *
 * @param sequence the whole sequence
 * @param start the piece's first position in the sequence
 * @param length positions, at least 1
 */
public record Piece(Sequence sequence, int start, int length) {

  /** Checks that the piece lies in the sequence. */
  public Piece {
    if (start < 0 || length < 1 || start + length > sequence.length()) {
      throw new IllegalArgumentException(
          sequence.id()
              + ": positions "
              + start
              + " to "
              + (start + length)
              + " of "
              + sequence.length());
    }
  }

  /** All of a sequence. */
  static Piece whole(Sequence sequence) {
    return new Piece(sequence, 0, sequence.length());
  }
}
