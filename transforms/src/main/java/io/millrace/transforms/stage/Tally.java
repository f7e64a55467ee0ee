package io.millrace.transforms.stage;

/**
 * A sum over inputs.
 *
 * @param documents how many
 * @param bytes of text, in UTF-8
 * @param tokens in their token sequences; 0 before tokenization
 * @param nanos spent on them by the stage, see {@link CpuTime}
 */
public record Tally(long documents, long bytes, long tokens, long nanos) {
  /** Nothing counted yet. */
  public static final Tally ZERO = new Tally(0, 0, 0, 0);

  /** This and {@code other} together. */
  public Tally plus(Tally other) {
    return new Tally(
        documents + other.documents,
        bytes + other.bytes,
        tokens + other.tokens,
        nanos + other.nanos);
  }
}
