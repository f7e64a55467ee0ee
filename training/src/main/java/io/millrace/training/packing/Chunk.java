package io.millrace.training.packing;

import java.util.List;
import java.util.function.Function;

/**
 * The unit of work of the pipeline: one or more pieces side by side, without padding. Either all
 * pieces are whole sequences (a standalone chunk), or there is one piece of a sequence longer than
 * a chunk (a dependent chunk), which attends to the pieces before it.
 *
 * @param pieces in the order of the positions
 */
public record Chunk(List<Piece> pieces) {

  /** Checks that no piece with a past shares the chunk. */
  public Chunk {
    pieces = List.copyOf(pieces);
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("a chunk needs a piece");
    }
    if (pieces.size() > 1 && pieces.stream().anyMatch(piece -> piece.start() > 0)) {
      throw new IllegalArgumentException("a piece with a past needs a chunk of its own");
    }
  }

  /** Positions in the chunk. */
  public int length() {
    return pieces.stream().mapToInt(Piece::length).sum();
  }

  /** Positions of the same sequence in earlier chunks. */
  public int past() {
    return pieces.get(0).start();
  }

  /** Token ids the model reads, [length]. */
  public int[] inputs() {
    return join(Sequence::inputs);
  }

  /** Token ids to be predicted, [length]. */
  public int[] labels() {
    return join(Sequence::labels);
  }

  /** Which piece each position belongs to, [length], from 0; attention stays within a piece. */
  public int[] segments() {
    int[] segments = new int[length()];
    int to = 0;
    for (int piece = 0; piece < pieces.size(); piece++) {
      for (int i = 0; i < pieces.get(piece).length(); i++) {
        segments[to++] = piece;
      }
    }
    return segments;
  }

  /** Each position's distance from the start of its sequence, [length]. */
  public int[] positions() {
    int[] positions = new int[length()];
    int to = 0;
    for (Piece piece : pieces) {
      for (int i = 0; i < piece.length(); i++) {
        positions[to++] = piece.start() + i;
      }
    }
    return positions;
  }

  /** How many positions are trained. */
  public int trainedTokens() {
    int trained = 0;
    for (int label : labels()) {
      trained += label == Sequence.UNTRAINED ? 0 : 1;
    }
    return trained;
  }

  private int[] join(Function<Sequence, int[]> ids) {
    int[] joined = new int[length()];
    int to = 0;
    for (Piece piece : pieces) {
      System.arraycopy(ids.apply(piece.sequence()), piece.start(), joined, to, piece.length());
      to += piece.length();
    }
    return joined;
  }
}
