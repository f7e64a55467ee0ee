package io.millrace.training.schedule;

/**
 * One pass of one micro-batch through one stage.
 *
 * @param stage from 0, in the order of the layers
 * @param kind the pass
 * @param microBatch from 0
 */
public record Action(int stage, Kind kind, int microBatch) {

  /** The passes, with the letters they print as. */
  public enum Kind {
    /** Forward. */
    FORWARD('F'),
    /** Backward: the gradients of input and weights. */
    BACKWARD('B'),
    /** Forward again for the activations only, right before a backward. */
    RECOMPUTE('R');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    /** The letter it prints as. */
    public char letter() {
      return letter;
    }
  }

  /** A forward pass. */
  public static Action forward(int stage, int microBatch) {
    return new Action(stage, Kind.FORWARD, microBatch);
  }

  /** A backward pass. */
  public static Action backward(int stage, int microBatch) {
    return new Action(stage, Kind.BACKWARD, microBatch);
  }

  /** Without the stage, such as {@code F0}. */
  public String brief() {
    return kind.letter() + Integer.toString(microBatch);
  }

  /** With the stage, such as {@code 2F0}. */
  @Override
  public String toString() {
    return stage + brief();
  }
}
