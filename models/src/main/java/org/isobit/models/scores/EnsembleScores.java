package org.isobit.models.scores;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.MemberWeights;

/**
 * Scores of one ensemble against one truth: error of the mean, spread, continuous ranked probability score.
 *
 * <p>An ensemble is member-major: element (i, m) at m·ld + i. Means and variances over members are one ascending chain
 * for each point, in two passes; means over points are one ascending chain. Holds workspace: one instance a thread.
 *
 * <p>Members may have weights w that add up to 1 ({@link #read(double[], int, double[])}). Then the mean is Σ w·x, and
 * the variance Σ w·(x − mean)² ÷ (1 − Σ w²), without bias as that over N − 1 is for equal weights; 0 if one member has
 * all the weight.
 */
public final class EnsembleScores {

  private final int size;
  private final int members;
  private final double[] mean;
  private final double[] variance;
  private final double[] column;

  /** The score of each point, once it was asked for. */
  private final double[] crps;

  /** Weights of the members, or null for equal ones; and those of the column. */
  private double[] weights;
  private final double[] columnWeights;

  /**
   * Makes the workspace.
   *
   * @param size    points of the state
   * @param members members of the ensemble, at least 2
   */
  public EnsembleScores(int size, int members) {
    Checks.positive("EnsembleScores", "size", size);
    if (members < 2) {
      throw new IllegalArgumentException("EnsembleScores: an ensemble needs at least 2 members, but has " + members);
    }
    this.size = size;
    this.members = members;
    this.mean = new double[size];
    this.variance = new double[size];
    this.column = new double[members];
    this.crps = new double[size];
    this.columnWeights = new double[members];
  }

  /**
   * Computes mean and variance of an ensemble; the other methods speak of it.
   *
   * @param ensemble the ensemble
   * @param ld       distance between the starts of two members
   */
  public void read(double[] ensemble, int ld) {
    Checks.matrix("EnsembleScores", "the ensemble", ensemble.length, 0, members, size, ld);
    weights = null;
    Arrays.fill(mean, 0.0);
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < size; i++) {
        mean[i] += ensemble[m * ld + i];
      }
    }
    for (int i = 0; i < size; i++) {
      mean[i] /= members;
    }
    Arrays.fill(variance, 0.0);
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < size; i++) {
        double d = ensemble[m * ld + i] - mean[i];
        variance[i] = Math.fma(d, d, variance[i]);
      }
    }
    for (int i = 0; i < size; i++) {
      variance[i] /= members - 1;
    }
  }

  /**
   * Computes weighted mean and variance of an ensemble; the other methods speak of it and of these weights.
   *
   * @param ensemble the ensemble
   * @param ld       distance between the starts of two members
   * @param w        weights of the members, not negative, which add up to 1; copied
   * @throws IllegalArgumentException if there are more or fewer weights than members or the ensemble does not fit
   */
  public void read(double[] ensemble, int ld, double[] w) {
    Checks.matrix("EnsembleScores", "the ensemble", ensemble.length, 0, members, size, ld);
    if (w.length != members) {
      throw new IllegalArgumentException("EnsembleScores: there are " + w.length + " weights, but " + members
          + " members");
    }
    weights = w.clone();
    Arrays.fill(mean, 0.0);
    Arrays.fill(variance, 0.0);
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < size; i++) {
        mean[i] = Math.fma(w[m], ensemble[m * ld + i], mean[i]);
      }
    }
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < size; i++) {
        double d = ensemble[m * ld + i] - mean[i];
        variance[i] = Math.fma(w[m] * d, d, variance[i]);
      }
    }
    double unbiased = MemberWeights.diversity(weights);
    for (int i = 0; i < size; i++) {
      variance[i] = unbiased == 0.0 ? 0.0 : variance[i] / unbiased;
    }
  }

  /**
   * The mean of one point.
   *
   * @param i the point
   * @return its mean over the members
   */
  public double mean(int i) {
    return mean[i];
  }

  /**
   * Root mean square error of the mean.
   *
   * @param truth the true state
   * @return √(Σ_i (mean_i − truth_i)² ÷ n)
   * @throws IllegalArgumentException if the truth has another number of points
   */
  public double rmse(double[] truth) {
    requireSize(truth);
    return rmse(mean, truth);
  }

  /** √(Σ_i (mean_i − truth_i)² ÷ n) of any mean. */
  static double rmse(double[] mean, double[] truth) {
    double squares = 0;
    for (int i = 0; i < mean.length; i++) {
      double d = mean[i] - truth[i];
      squares = Math.fma(d, d, squares);
    }
    return Math.sqrt(squares / mean.length);
  }

  /**
   * Root mean square error of the mean over some points.
   *
   * @param truth  the true state
   * @param points which, at least one
   * @return √(Σ_i (mean_i − truth_i)² ÷ their number), summed in their order
   * @throws IllegalArgumentException if the truth has another number of points
   */
  public double rmse(double[] truth, int[] points) {
    requireSize(truth);
    return rmse(mean, truth, points);
  }

  /** √(Σ_i (mean_i − truth_i)² ÷ n) of some points of any mean. */
  static double rmse(double[] mean, double[] truth, int[] points) {
    double squares = 0;
    for (int i : points) {
      double d = mean[i] - truth[i];
      squares = Math.fma(d, d, squares);
    }
    return Math.sqrt(squares / points.length);
  }

  /**
   * Ensemble spread over some points.
   *
   * @param points which, at least one
   * @return √(Σ_i variance_i ÷ their number), summed in their order
   */
  public double spread(int[] points) {
    double sum = 0;
    for (int i : points) {
      sum += variance[i];
    }
    return Math.sqrt(sum / points.length);
  }

  /**
   * The score of {@link #crps(double[], int, double[])} over some points, of the ensemble and the truth that it was
   * asked for last.
   *
   * @param points which, at least one
   * @return the mean over them, summed in their order
   */
  public double crps(int[] points) {
    double sum = 0;
    for (int i : points) {
      sum += crps[i];
    }
    return sum / points.length;
  }

  /**
   * Ensemble spread.
   *
   * @return √(Σ_i variance_i ÷ n), with variances over N − 1
   */
  public double spread() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += variance[i];
    }
    return Math.sqrt(sum / size);
  }

  /**
   * The fair continuous ranked probability score, averaged over the state.
   *
   * <p>For one point with members x_m, sorted differences d_1 ≤ … ≤ d_N to the truth:
   * Σ |d_k| ÷ N − Σ (2k − N − 1) d_k ÷ (N (N − 1)), which is E|x − y| − ½ E|x − x′| with the second expectation over
   * pairs of different members, so that ensembles of different sizes compare (Ferro 2014, doi:10.1002/qj.2270). For
   * one with few members it may be slightly negative. With weights it is Σ w_k |d_k| −
   * Σ w_k d_k (2 Σ_{l&lt;k} w_l + w_k − 1) ÷ (1 − Σ w²), the same where they are equal, and the first sum alone if one
   * member has all the weight.
   *
   * @param ensemble the ensemble
   * @param ld       distance between the starts of two members
   * @param truth    the true state
   * @return the mean over the points, one ascending chain
   * @throws IllegalArgumentException if the truth has another number of points or the ensemble does not fit
   */
  public double crps(double[] ensemble, int ld, double[] truth) {
    requireSize(truth);
    Checks.matrix("EnsembleScores", "the ensemble", ensemble.length, 0, members, size, ld);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      for (int m = 0; m < members; m++) {
        insert(m, ensemble[m * ld + i] - truth[i]);
      }
      crps[i] = weights == null ? crps() : weightedCrps();
      sum += crps[i];
    }
    return sum / size;
  }

  private void requireSize(double[] truth) {
    if (truth.length != size) {
      throw new IllegalArgumentException("EnsembleScores: the truth has " + truth.length + " points, but the state has "
          + size);
    }
  }

  /** Puts a difference into its place among the first m. A NaN may stand anywhere: it makes the score NaN. */
  private void insert(int m, double difference) {
    int k = m;
    while (k > 0 && column[k - 1] > difference) {
      column[k] = column[k - 1];
      columnWeights[k] = columnWeights[k - 1];
      k--;
    }
    column[k] = difference;
    columnWeights[k] = weights == null ? 0.0 : weights[m];
  }

  private double crps() {
    double distance = 0;
    double ranked = 0;
    for (int k = 0; k < members; k++) {
      distance += Math.abs(column[k]);
      ranked = Math.fma(2.0 * k - (members - 1), column[k], ranked);
    }
    return distance / members - ranked / ((double) members * (members - 1));
  }

  private double weightedCrps() {
    double distance = 0;
    double ranked = 0;
    double below = 0;
    for (int k = 0; k < members; k++) {
      double w = columnWeights[k];
      distance = Math.fma(w, Math.abs(column[k]), distance);
      ranked = Math.fma(w * column[k], 2.0 * below + w - 1.0, ranked);
      below += w;
    }
    double unbiased = MemberWeights.diversity(weights);
    return unbiased == 0.0 ? distance : distance - ranked / unbiased;
  }
}
