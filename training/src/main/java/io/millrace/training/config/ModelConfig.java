package io.millrace.training.config;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The shape of a decoder-only transformer: RMSNorm (1910.07467), rotary positions (2104.09864),
 * SwiGLU (2002.05202) and grouped-query attention (2305.13245).
 *
 * @param layers transformer blocks, at least 1
 * @param width of the hidden state; a multiple of {@code heads}
 * @param heads query heads; a multiple of {@code keyValueHeads}
 * @param keyValueHeads heads of keys and values
 * @param feedForwardWidth inner width of the feed-forward layer
 * @param vocabularySize number of token ids
 * @param head tied or untied output matrix
 * @param rotaryBase base of the rotary wavelengths, above 1
 * @param normEpsilon added to the mean square in RMSNorm, above 0
 */
public record ModelConfig(
    int layers,
    int width,
    int heads,
    int keyValueHeads,
    int feedForwardWidth,
    int vocabularySize,
    OutputHead head,
    double rotaryBase,
    double normEpsilon) {

  /** The base of the original rotary embedding. */
  public static final double DEFAULT_ROTARY_BASE = 10_000;

  /** Llama's epsilon. */
  public static final double DEFAULT_NORM_EPSILON = 1e-5;

  /** Feed-forward widths are rounded up to a multiple of this. */
  private static final int FEED_FORWARD_MULTIPLE = 32;

  /**
   * Checks that the sizes fit each other.
   *
   * @throws IllegalArgumentException naming the option at fault
   */
  public ModelConfig {
    Checks.atLeast("--layers", layers, 1);
    Checks.atLeast("--width", width, 2);
    Checks.atLeast("--heads", heads, 1);
    Checks.atLeast("--keyValueHeads", keyValueHeads, 1);
    Checks.atLeast("--feedForwardWidth", feedForwardWidth, 1);
    Checks.atLeast("the vocabulary", vocabularySize, 2);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "--width=" + width + " is not a multiple of --heads=" + heads);
    }
    if (width / heads % 2 != 0) {
      throw new IllegalArgumentException(
          "--width="
              + width
              + " over --heads="
              + heads
              + " gives heads of odd width; rotary positions need an even one");
    }
    if (heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "--heads=" + heads + " is not a multiple of --keyValueHeads=" + keyValueHeads);
    }
    if (!(rotaryBase > 1) || !(normEpsilon > 0)) {
      throw new IllegalArgumentException(
          "rotaryBase must be above 1 and normEpsilon above 0: " + rotaryBase + ", " + normEpsilon);
    }
  }

  /** The feed-forward width that costs what a plain layer of 4 × width would (2002.05202). */
  public static int usualFeedForwardWidth(int width) {
    int multiples = (8 * width + 3 * FEED_FORWARD_MULTIPLE - 1) / (3 * FEED_FORWARD_MULTIPLE);
    return multiples * FEED_FORWARD_MULTIPLE;
  }

  /** Width of one head. */
  @JsonIgnore
  public int headWidth() {
    return width / heads;
  }

  /** Query heads that share one key and value head. */
  @JsonIgnore
  public int queriesPerKey() {
    return heads / keyValueHeads;
  }
}
