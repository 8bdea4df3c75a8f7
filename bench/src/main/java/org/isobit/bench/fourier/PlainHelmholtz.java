package org.isobit.bench.fourier;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.FourierReference;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.isobit.linalg.poisson.Boundary;

/**
 * The order of operations of {@link org.isobit.linalg.poisson.Helmholtz} on a square of spacing 1, of second order,
 * written out once more with scalar transforms. Not thread-safe.
 */
final class PlainHelmholtz {

  private final Boundary boundary;
  private final int points;
  private final int period;
  private final FourierPlan down;
  private final RealFourierPlan along;
  private final double[] factors;
  private final FourierReference kernels = FourierReference.of(Backend.REFERENCE);

  /** Plans and factors are made before the clock starts, as the solver makes its own. */
  PlainHelmholtz(Boundary boundary, int points, double lambda) {
    this.boundary = boundary;
    this.points = points;
    period = period(boundary, points);
    down = FourierPlan.of(period);
    along = RealFourierPlan.of(period);
    int half = period / 2 + 1;
    factors = new double[period * half];
    for (int i = 0; i < period; i++) {
      for (int j = 0; j < half; j++) {
        factors[i * half + j] = 1.0 / (eigenvalue(Math.min(i, period - i), period) + eigenvalue(j, period) - lambda);
      }
    }
  }

  /** Points of the period that fields are continued to. */
  static int period(Boundary boundary, int points) {
    return switch (boundary) {
      case PERIODIC -> points;
      case DIRICHLET -> 2 * (points + 1);
      case NEUMANN -> 2 * points;
    };
  }

  /** The eigenvalue of the second difference of so many waves on a ring. */
  static double eigenvalue(int waves, int period) {
    double root = 2.0 * SinPiReference.sinpi((double) waves / period);
    return -(root * root);
  }

  void solve(int members, double[] f, double[] u) {
    double[] field = new double[period * period];
    double[] spectrum = new double[2 * factors.length];
    int first = boundary == Boundary.DIRICHLET ? 1 : 0;
    for (int m = 0; m < members; m++) {
      int at = m * points * points;
      for (int i = 0; i < period; i++) {
        for (int j = 0; j < period; j++) {
          field[i * period + j] = continued(f, at, i, j);
        }
      }
      kernels.realField(down, along, false, 1, field, 0, field.length, spectrum, 0, spectrum.length, Workers.serial());
      for (int k = 0; k < factors.length; k++) {
        spectrum[2 * k] *= factors[k];
        spectrum[2 * k + 1] *= factors[k];
      }
      kernels.realField(down, along, true, 1, spectrum, 0, spectrum.length, field, 0, field.length, Workers.serial());
      for (int i = 0; i < points; i++) {
        System.arraycopy(field, (i + first) * period + first, u, at + i * points, points);
      }
    }
  }

  /** A point of the period: its mirror image on the grid, negative beyond an end where the solution is 0. */
  private double continued(double[] f, int at, int i, int j) {
    int row = mirrored(i);
    int column = mirrored(j);
    boolean negative = boundary == Boundary.DIRICHLET && (i > points ^ j > points);
    double x = row < 0 || column < 0 ? 0.0 : f[at + row * points + column];
    return negative ? -x : x;
  }

  /** The point of the grid, −1 for an end. */
  private int mirrored(int point) {
    return switch (boundary) {
      case PERIODIC -> point;
      case DIRICHLET -> point % (points + 1) == 0 ? -1 : point <= points ? point - 1 : 2 * points + 1 - point;
      case NEUMANN -> point < points ? point : 2 * points - 1 - point;
    };
  }
}
