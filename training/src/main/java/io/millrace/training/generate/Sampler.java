package io.millrace.training.generate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws tokens: equal logits and seeds give equal tokens. Not for several threads. */
public final class Sampler {
  private final Sampling sampling;
  private final SplittableRandom random;

  /**
   * @param sampling how to choose
   */
  public Sampler(Sampling sampling) {
    this.sampling = sampling;
    this.random = new SplittableRandom(sampling.seed());
  }

  /**
   * Draws a token; of equally likely ones, the smaller id comes first.
   *
   * @param logits of each id
   * @return an id
   * @throws IllegalArgumentException if a logit is not a number
   */
  public int next(float[] logits) {
    for (int id = 0; id < logits.length; id++) {
      if (!Float.isFinite(logits[id])) {
        throw new IllegalArgumentException(
            "the model's logit of token " + id + " is " + logits[id]);
      }
    }
    if (sampling.temperature() == 0) {
      return likeliest(logits);
    }
    List<Integer> candidates = candidates(logits);
    double greatest = logits[likeliest(logits)];
    double[] weights =
        candidates.stream()
            .mapToDouble(id -> Math.exp((logits[id] - greatest) / sampling.temperature()))
            .toArray();
    double left = random.nextDouble() * Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return candidates.get(i);
      }
    }
    return candidates.get(weights.length - 1); // Rounding left a rest beyond the last.
  }

  private static int likeliest(float[] logits) {
    int likeliest = 0;
    for (int id = 1; id < logits.length; id++) {
      likeliest = logits[id] > logits[likeliest] ? id : likeliest;
    }
    return likeliest;
  }

  private List<Integer> candidates(float[] logits) {
    List<Integer> ids = IntStream.range(0, logits.length).boxed().collect(Collectors.toList());
    if (sampling.topK() > 0 && sampling.topK() < logits.length) {
      ids.sort(Comparator.comparingDouble((Integer id) -> -logits[id]));
      return ids.subList(0, sampling.topK());
    }
    return ids;
  }
}
