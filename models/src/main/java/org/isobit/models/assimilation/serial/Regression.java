package org.isobit.models.assimilation.serial;

import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.TargetBlocks;

/**
 * The two steps of Anderson (2003) for any law of the observed quantity: its increments, and their regression onto
 * targets, x_m += ρ·cov(x, y)/σ²·Δy_m, in scalar loops; or that of their probits.
 *
 * <p>Mean and anomalies of a target are kept apart, and so are those of the increments: with u = Σ ŷ_m·z_m over the
 * observation's anomalies ŷ, mean += ρ·u·shift and z_m += ρ·u·step_m. That is 4·N operations for each target, and about
 * 4·N more with a {@link SamplingErrorCorrection}, which multiplies ρ.
 */
final class Regression {

  private final Analysis a;
  private final Laws laws;

  /** Coordinates of the regression, or null: the quantities themselves. */
  final Probits probits;

  private final double[] analysed;

  /** What coefficients are multiplied by besides the taper, or null. */
  private final SamplingErrorCorrection correction;

  Regression(Analysis a, Laws laws, boolean corrected) {
    if (laws.needUnits() && a.observations.correlated()) {
      throw new IllegalArgumentException(a.filter + ": observations whose errors are correlated are combinations of "
          + "several, of which the law '" + laws + "' says nothing; take one that needs no units");
    }
    this.a = a;
    this.laws = laws;
    probits = laws.probits() ? new Probits(a, laws) : null;
    analysed = a.workspace.doubles(Regression.class, "analysed", a.members);
    correction = corrected ? SamplingErrorCorrection.of(a.filter, a.members) : null;
  }

  /**
   * The increments of an observed quantity, ready to be regressed: over Σ ŷ².
   *
   * @param j          which observation
   * @param y          its anomalies over the error deviation; scaled to ŷ, whose largest is 1, lest squares underflow
   * @param innovation d, over the error deviation
   * @param step       anomalies of the increments
   * @param at         where they begin
   * @return the shift, mean of the increments
   */
  double increments(int j, double[] y, double innovation, double[] step, int at) {
    int k = y.length;
    double largest = 0.0;
    for (double one : y) {
      double size = Math.abs(one);
      largest = size > largest ? size : largest;
    }
    if (largest == 0.0) {
      // Members agree, and there is nothing to regress on.
      java.util.Arrays.fill(step, at, at + k, 0.0);
      return 0.0;
    }
    if (probits == null) {
      laws.of(a.observations, j)
          .update(y, innovation, a.observations.value(j), a.observations.deviation(j), analysed, a.workspace);
    } else {
      probits.update(j, y, innovation, analysed);
    }
    int bad = Finite.first(analysed, 0, k);
    if (bad >= 0) {
      throw new NumericalException(a.filter + ": the analysis of what observation " + j + " sees is not finite, "
          + "with the law '" + laws.of(a.observations, j) + "'; member", bad, analysed[bad]);
    }
    double sum = 0.0;
    for (int m = 0; m < k; m++) {
      sum += analysed[m] - y[m];
    }
    double shift = sum / k;
    double squares = 0.0;
    for (int m = 0; m < k; m++) {
      step[at + m] = analysed[m] - y[m] - shift;
      y[m] = y[m] / largest;
      squares = Math.fma(y[m], y[m], squares);
    }
    double over = squares * largest;
    for (int m = at; m < at + k; m++) {
      step[m] = step[m] / over;
    }
    return shift / over;
  }

  /** Regresses onto the targets of some blocks. */
  void update(TargetBlocks blocks, int from, int to, double[] y, double[] step, int at, double shift, double[] z,
      int ld, double[] mean) {
    double deviation = correction == null ? 0.0 : deviation(y);
    for (int b = from; b < to; b++) {
      for (int l = 0; l < TargetBlocks.WIDTH; l++) {
        double rho = blocks.weight[b * TargetBlocks.WIDTH + l];
        if (rho > 0.0) {
          int i = blocks.block[b] * TargetBlocks.WIDTH + l;
          target(rho, deviation, y, step, at, shift, z, i, ld, mean);
        }
      }
    }
  }

  /** √Σ ŷ². */
  private static double deviation(double[] y) {
    double squares = 0.0;
    for (double one : y) {
      squares = Math.fma(one, one, squares);
    }
    return Math.sqrt(squares);
  }

  private void target(double rho, double deviation, double[] y, double[] step, int at, double shift, double[] z, int i,
      int ld, double[] mean) {
    int k = y.length;
    double u = 0.0;
    for (int m = 0; m < k; m++) {
      u = Math.fma(y[m], z[m * ld + i], u);
    }
    double g = correction == null || u == 0.0 ? rho * u : rho * correction(u, deviation, k, z, i, ld) * u;
    mean[i] = Math.fma(shift, g, mean[i]);
    for (int m = 0; m < k; m++) {
      z[m * ld + i] = Math.fma(g, step[at + m], z[m * ld + i]);
    }
  }

  /** The factor for the sample correlation u/√(Σ ŷ²·Σ z²), whose squares neither overflow nor underflow. */
  private double correction(double u, double deviation, int k, double[] z, int i, int ld) {
    double largest = 0.0;
    for (int m = 0; m < k; m++) {
      double size = Math.abs(z[m * ld + i]);
      largest = size > largest ? size : largest;
    }
    double squares = 0.0;
    for (int m = 0; m < k; m++) {
      double part = z[m * ld + i] / largest;
      squares = Math.fma(part, part, squares);
    }
    return correction.factor(u / largest / (deviation * Math.sqrt(squares)));
  }
}
