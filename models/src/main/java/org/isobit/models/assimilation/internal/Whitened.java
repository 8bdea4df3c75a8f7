package org.isobit.models.assimilation.internal;

import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;

/**
 * Observations over their errors, R^{-1/2}·y and R^{-1/2}·H for a linear H, so that R is the unit matrix: over standard
 * deviations, or times L⁻¹ where R = L·Lᵀ is a whole matrix. Used by one analysis.
 */
public final class Whitened {

  private final String method;
  private final Observations observations;
  private final Workspace workspace;
  private final double[] precision;

  /** Number of observations. */
  public final int count;

  /** For one analysis; refuses an operator that is not linear. */
  public Whitened(String method, Observations observations, Workspace workspace) {
    if (!observations.operator().isLinear()) {
      throw new IllegalArgumentException(method + " needs a linear observation operator, but "
          + observations.operator() + " does not say that it is (isLinear)");
    }
    this.method = method;
    this.observations = observations;
    this.workspace = workspace;
    count = observations.count();
    precision = new double[count];
    observations.precisions(precision);
  }

  /** R^{-1/2}·(y − H·x). */
  public double[] innovation(double[] x) {
    double[] d = observed(x, 1, x.length);
    for (int j = 0; j < count; j++) {
      d[j] = (observations.value(j) - d[j]) * precision[j];
    }
    observations.correlatedErrors().whiten(1, d, count, workspace);
    int bad = Finite.first(d, 0, count);
    if (bad >= 0) {
      throw new NumericalException(method + ": innovation over error deviation overflows at observation", bad, d[bad]);
    }
    return d;
  }

  /** Row i of the result is R^{-1/2}·H times row i of x, rows × size. */
  public double[] rows(double[] x, int rows, int size) {
    double[] s = observed(x, rows, size);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < count; j++) {
        s[i * count + j] *= precision[j];
      }
    }
    observations.correlatedErrors().whiten(rows, s, count, workspace);
    return s;
  }

  /** Refuses an analysis that would lose too many digits, or overflows, from the trace of I + S·Sᵀ without the I. */
  public void requireCondition(double trace) {
    if (!(1.0 + trace <= Filter.LARGEST_CONDITION)) {
      throw new NumericalException(method + ": observations are too accurate for the spread of the forecast; 1 + the "
          + "sum of squared spreads over error deviations may be at most " + Filter.LARGEST_CONDITION
          + ": use larger observation errors", -1, 1.0 + trace);
    }
  }

  private double[] observed(double[] x, int rows, int size) {
    double[] observed = new double[Checks.elements(method, rows, count, Double.BYTES)];
    observations.operator().apply(Ensemble.of(x, rows, size), observed);
    int bad = Finite.first(observed, 0, observed.length);
    if (bad >= 0) {
      throw new IllegalArgumentException(method + ": the observation operator gives " + observed[bad]
          + " for observation " + bad % count);
    }
    return observed;
  }
}
