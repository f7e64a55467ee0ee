package io.millrace.training.schedule.simulate;

/**
 * A linear fit by normal equations, with a trace of ridge so that features which never varied apart
 * still have weights that fit.
 */
final class LeastSquares {
  /** Far below what measured times vary by. */
  private static final double RIDGE = 1e-9;

  private final int size;
  private final double[][] products;
  private final double[] targets;

  /**
   * @param size number of features
   */
  LeastSquares(int size) {
    this.size = size;
    this.products = new double[size][size];
    this.targets = new double[size];
  }

  void add(double[] features, double value) {
    for (int i = 0; i < size; i++) {
      targets[i] += features[i] * value;
      for (int j = 0; j < size; j++) {
        products[i][j] += features[i] * features[j];
      }
    }
  }

  /** The weights, by Gaussian elimination; features are scaled to one size first. */
  double[] solve() {
    double[] scale = new double[size];
    double[][] rows = new double[size][size + 1];
    for (int i = 0; i < size; i++) {
      scale[i] = products[i][i] > 0 ? 1 / Math.sqrt(products[i][i]) : 1;
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        rows[i][j] = products[i][j] * scale[i] * scale[j] + (i == j ? RIDGE : 0);
      }
      rows[i][size] = targets[i] * scale[i];
    }
    // The matrix is positive definite: every pivot is above 0.
    for (int pivot = 0; pivot < size; pivot++) {
      for (int i = 0; i < size; i++) {
        if (i != pivot) {
          eliminate(rows[i], rows[pivot], pivot);
        }
      }
    }
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = rows[i][size] / rows[i][i] * scale[i];
    }
    return weights;
  }

  private static void eliminate(double[] row, double[] with, int pivot) {
    double factor = row[pivot] / with[pivot];
    for (int i = pivot; i < row.length; i++) {
      row[i] -= factor * with[i];
    }
  }
}
