package org.isobit.models.assimilation.serial;

import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Workspace;

/**
 * The scalar step of the quantile-conserving filter with a gamma or beta prior (Anderson 2022) and the normal
 * likelihood of the observation's error, x' = F_post⁻¹(F_prior(x)), the posterior by quadrature
 * ({@link SmoothDensity}).
 *
 * <p>The observation may be beyond the bounds, as its error may take it there. (DART takes likelihoods of the prior's
 * family, with which the posterior is of that family, too, and an observation on or beyond a bound is an error.)
 * Members beyond a bound count as on it; those on a bound have the quantile 0 or 1, and stay. Where all are on the
 * bounds of a beta law, nothing moves.
 *
 * <p>Two densities of some thousand exponentials each, and about 120 for a member; 2·N numbers are kept. Thread-safe.
 */
final class SmoothLaw implements ObservationUpdate {

  private final boolean beta;
  private final double lower;
  private final double upper;

  private SmoothLaw(boolean beta, double lower, double upper) {
    this.beta = beta;
    this.lower = lower;
    this.upper = upper;
  }

  static SmoothLaw gamma() {
    return new SmoothLaw(false, 0.0, Double.POSITIVE_INFINITY);
  }

  static SmoothLaw beta(double lower, double upper) {
    if (!(lower < upper) || !(upper - lower < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("QCEFF: the bounds of a beta law must be finite, the lower below the upper "
          + "one, but they are " + lower + " and " + upper);
    }
    return new SmoothLaw(true, lower, upper);
  }

  @Override
  public boolean needsUnits() {
    return true;
  }

  @Override
  public void update(double[] anomalies, double innovation, double value, double deviation, double[] analysed,
      Workspace workspace) {
    int n = anomalies.length;
    double[] x = workspace.doubles(SmoothLaw.class, "sorted", n);
    double[] quantiles = workspace.doubles(SmoothLaw.class, "quantiles", n);
    SmoothMarginal marginal = kept(workspace);
    double size = Math.abs(value) + Math.abs(deviation * innovation);
    for (int m = 0; m < n; m++) {
      x[m] = Math.fma(deviation, anomalies[m] - innovation, value);
    }
    Arrays.sort(x);
    if (marginal.fit(x, size + Math.abs(x[0]) + Math.abs(x[n - 1]))) {
      marginal.observe(value, deviation);
      double before = lower;
      for (int i = 0; i < n; i++) {
        double z = i > 0 && x[i] == x[i - 1] ? quantiles[i - 1] : marginal.moved(x[i]);
        if (z != z) {
          throw new NumericalException("QCEFF: the spread or the error is too small for the marginal " + this
              + "; member's value", -1, x[i]);
        }
        // A rounding must not exchange members.
        before = z < before ? before : z;
        quantiles[i] = before;
      }
    } else {
      for (int i = 0; i < n; i++) {
        quantiles[i] = RankHistogram.within(lower, upper, x[i]);
      }
    }
    for (int m = 0; m < n; m++) {
      double place = Math.fma(deviation, anomalies[m] - innovation, value);
      analysed[m] = (quantiles[Arrays.binarySearch(x, place)] - value) / deviation + innovation;
    }
  }

  private SmoothMarginal kept(Workspace workspace) {
    SmoothMarginal marginal = workspace.kept(SmoothLaw.class, "marginal", SmoothMarginal.class);
    if (marginal == null || !marginal.is(beta, lower, upper)) {
      marginal = new SmoothMarginal(beta, lower, upper);
      workspace.keep(SmoothLaw.class, "marginal", marginal);
    }
    return marginal;
  }

  @Override
  public Marginal marginal() {
    return new SmoothMarginal(beta, lower, upper);
  }

  @Override
  public String toString() {
    return beta ? "beta in [" + lower + ", " + upper + "]" : "gamma";
  }
}
