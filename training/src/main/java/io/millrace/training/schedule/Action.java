package io.millrace.training.schedule;

import java.util.Optional;

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
    /** Forward; keeps the activations, unless a {@link #RECOMPUTE} of the same follows. */
    FORWARD('F'),
    /** Backward: the gradients of input and weights. */
    BACKWARD('B'),
    /** Forward again for the activations only, right before a backward. */
    RECOMPUTE('R'),
    /** The first half of a backward: the gradient of the input (Zero Bubble, 2401.10241). */
    INPUT_GRADIENT('I'),
    /** The second half of a backward: the gradients of the weights. */
    WEIGHT_GRADIENT('W');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    /** The letter it prints as. */
    public char letter() {
      return letter;
    }

    /** Whether it hands the gradient of its input to the stage before. */
    public boolean sendsGradient() {
      return this == BACKWARD || this == INPUT_GRADIENT;
    }

    /** Whether nothing needs the activations any more afterwards. */
    public boolean freesActivations() {
      return this == BACKWARD || this == WEIGHT_GRADIENT;
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

  /** Another pass of the same micro-batch through the same stage. */
  public Action as(Kind other) {
    return new Action(stage, other, microBatch);
  }

  /**
   * What a neighbouring stage must have delivered before this can run.
   *
   * @param stages of the model
   * @return as {@link #delivers()} names it; empty if nothing is awaited
   */
  public Optional<Action> awaits(int stages) {
    if (kind == Kind.FORWARD && stage > 0) {
      return Optional.of(forward(stage - 1, microBatch));
    }
    return kind.sendsGradient() && stage < stages - 1
        ? Optional.of(backward(stage + 1, microBatch))
        : Optional.empty();
  }

  /**
   * The name under which other stages wait for the result: the half of a backward that sends a
   * gradient counts as the backward.
   */
  public Action delivers() {
    return kind.sendsGradient() ? as(Kind.BACKWARD) : this;
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
