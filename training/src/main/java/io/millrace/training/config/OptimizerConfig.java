package io.millrace.training.config;

/**
 * AdamW (1711.05101).
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay decoupled decay of matrices, at least 0; norms are not decayed
 * @param maxGradientNorm global norm above which gradients are scaled down, above 0
 */
public record OptimizerConfig(
    double beta1, double beta2, double epsilon, double weightDecay, double maxGradientNorm) {

  /** The values that most published decoder-only models train with (as in 2005.14165, B). */
  public static final OptimizerConfig USUAL = new OptimizerConfig(0.9, 0.95, 1e-8, 0.1, 1.0);

  /** Checks the ranges. */
  public OptimizerConfig {
    Checks.within("beta1", beta1, 0, Math.nextDown(1.0));
    Checks.within("beta2", beta2, 0, Math.nextDown(1.0));
    Checks.within("epsilon", epsilon, Double.MIN_NORMAL, 1);
    Checks.within("--weightDecay", weightDecay, 0, Double.MAX_VALUE);
    Checks.within("--maxGradientNorm", maxGradientNorm, Double.MIN_NORMAL, Double.MAX_VALUE);
  }
}
