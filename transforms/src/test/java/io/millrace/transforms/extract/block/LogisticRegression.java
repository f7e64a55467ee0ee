package io.millrace.transforms.extract.block;

import java.util.List;

/**
 * Logistic regression over binary features with an L2 penalty, fitted by Newton's method
 * (iteratively reweighted least squares; Hastie, Tibshirani, Friedman: The Elements of Statistical
 * Learning, 2nd ed., section 4.4.1).
 */
final class LogisticRegression {
  private static final int ITERATIONS = 12;

  private LogisticRegression() {}

  /**
   * An example.
   *
   * @param features the numbers of the features that are on
   * @param positive its class
   */
  record Example(int[] features, boolean positive) {}

  /**
   * Fits weights.
   *
   * @param examples what to fit
   * @param features the number of features
   * @param penalty the factor of half the squared weights in the loss, above 0
   * @return a weight a feature
   */
  static double[] fit(List<Example> examples, int features, double penalty) {
    double[] weights = new double[features];
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] gradient = new double[features];
      double[][] hessian = new double[features][features];
      for (int i = 0; i < features; i++) {
        gradient[i] = penalty * weights[i];
        hessian[i][i] = penalty;
      }
      for (Example example : examples) {
        accumulate(example, weights, gradient, hessian);
      }
      double[] step = solve(hessian, gradient);
      for (int i = 0; i < features; i++) {
        weights[i] -= step[i];
      }
    }
    return weights;
  }

  private static void accumulate(
      Example example, double[] weights, double[] gradient, double[][] hessian) {
    double logit = 0;
    for (int feature : example.features) {
      logit += weights[feature];
    }
    double probability = BlockModel.sigmoid(logit);
    double error = probability - (example.positive ? 1 : 0);
    double curvature = probability * (1 - probability);
    for (int row : example.features) {
      gradient[row] += error;
      for (int column : example.features) {
        hessian[row][column] += curvature;
      }
    }
  }

  /** Solves {@code matrix x = vector} for a positive definite matrix by Cholesky's method. */
  private static double[] solve(double[][] matrix, double[] vector) {
    int n = vector.length;
    double[] x = vector.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
      }
      for (int k = 0; k < i; k++) {
        x[i] -= matrix[i][k] * x[k];
      }
      x[i] /= matrix[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= matrix[k][i] * x[k];
      }
      x[i] /= matrix[i][i];
    }
    return x;
  }
}
