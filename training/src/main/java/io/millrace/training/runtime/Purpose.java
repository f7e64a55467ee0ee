package io.millrace.training.runtime;

/** What forward passes are for. */
public enum Purpose {
  /** Activations are kept for the backward passes. */
  TRAINING,
  /** Nothing is kept; the loss of each position is wanted. */
  EVALUATION
}
