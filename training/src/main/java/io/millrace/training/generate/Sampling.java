package io.millrace.training.generate;

/**
 * How the next token is chosen.
 *
 * @param temperature logits are divided by it; 0 takes the likeliest token
 * @param topK how many of the likeliest tokens are drawn from; 0 for all
 * @param seed of the draws
 */
public record Sampling(double temperature, int topK, long seed) {
  /** Checks the ranges. */
  public Sampling {
    if (!(temperature >= 0) || Double.isInfinite(temperature) || topK < 0) {
      throw new IllegalArgumentException(
          "temperature and topK must be at least 0: " + temperature + ", " + topK);
    }
  }
}
