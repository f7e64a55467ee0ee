package io.millrace.training.config;

/**
 * Linear warm-up, then half a cosine (1608.03983) down to a share of the peak.
 *
 * @param peak the highest rate, above 0
 * @param warmUpSteps steps until the peak, at least 0 and below {@code decaySteps}
 * @param decaySteps steps until the floor
 * @param floorRatio the last rate over the peak, in [0, 1]
 */
public record LearningRateConfig(double peak, int warmUpSteps, int decaySteps, double floorRatio) {

  /** Checks the ranges. */
  public LearningRateConfig {
    Checks.within("--learningRate", peak, Double.MIN_NORMAL, Double.MAX_VALUE);
    Checks.atLeast("--decaySteps", decaySteps, 1);
    Checks.atLeast("--warmUpSteps", warmUpSteps, 0);
    Checks.within("floorRatio", floorRatio, 0, 1);
    if (warmUpSteps >= decaySteps) {
      throw new IllegalArgumentException(
          "--warmUpSteps=" + warmUpSteps + " must be below --decaySteps=" + decaySteps);
    }
  }

  /**
   * The rate of a step.
   *
   * @param step from 1
   */
  public double at(int step) {
    if (step <= warmUpSteps) {
      return peak * step / warmUpSteps;
    }
    double progress = Math.min(1, (step - warmUpSteps) / (double) (decaySteps - warmUpSteps));
    double cosine = (1 + Math.cos(Math.PI * progress)) / 2;
    return peak * (floorRatio + (1 - floorRatio) * cosine);
  }
}
