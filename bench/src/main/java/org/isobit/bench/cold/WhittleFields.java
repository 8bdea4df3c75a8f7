package org.isobit.bench.cold;

import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.Fourier;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.random.Philox;

/**
 * Gaussian random fields of mean 0 and variance 1 on a square grid, with Matérn's covariance of smoothness 1 in the
 * plane, r/l·K₁(r/l) (Whittle, "On stationary processes in the plane", Biometrika 41, 1954), l a length.
 *
 * <p>Spectral method: white noise a + ib, standard normal, in each wave number k of a periodic grid is multiplied by
 * the root of the spectral density, 1/(l^−2 + |k|²) up to a factor, and transformed back. Real and imaginary parts are
 * two independent fields. The periodic grid is larger than the field, which is a corner of it, so that opposite sides
 * of a field do not know of each other. The variance is that of the grid's own waves, whose squared roots are added up.
 *
 * <p>All is done with operations that are rounded correctly and EXACT kernels, so that every machine has the same bits.
 * Two fields cost a transform: some 10·n²·log₂n operations, n the periodic grid's side, and 32·n² bytes. Immutable,
 * thread-safe.
 */
final class WhittleFields {

  private final int side;
  private final int around;
  private final long seed;
  private final double[] roots;
  private final FourierPlan plan;

  /**
   * Fields of a size.
   *
   * @param side   points along each side of a field
   * @param around points along each side of the periodic grid, as {@link FourierPlan} takes them
   * @param length l, in grid spacings
   * @param seed   key of the random numbers
   */
  WhittleFields(int side, int around, double length, long seed) {
    this.side = side;
    this.around = around;
    this.seed = seed;
    this.plan = FourierPlan.of(around);
    this.roots = new double[around * around];
    double sum = 0.0;
    for (int j = 0; j < around; j++) {
      for (int i = 0; i < around; i++) {
        double root = 1.0 / (1.0 / (length * length) + square(wave(i)) + square(wave(j)));
        roots[j * around + i] = root;
        sum += root * root;
      }
    }
    // The inverse transform divides by the number of points.
    double scale = (double) around * around / Math.sqrt(sum);
    for (int k = 0; k < roots.length; k++) {
      roots[k] *= scale;
    }
  }

  private double wave(int i) {
    return 2.0 * Math.PI / around * (2 * i <= around ? i : i - around);
  }

  private static double square(double x) {
    return x * x;
  }

  /**
   * Two fields.
   *
   * @param pair which two; the stream of their random numbers
   * @return each row after row
   */
  double[][] pair(int pair) {
    double[] z = new double[2 * around * around];
    Philox.gaussian(seed, pair, 0, z.length, z, 0);
    for (int k = 0; k < roots.length; k++) {
      z[2 * k] *= roots[k];
      z[2 * k + 1] *= roots[k];
    }
    Fourier.inverseField(plan, plan, 1, z, 0, z.length, z, 0, z.length, Workers.serial());
    double[][] fields = new double[2][side * side];
    for (int j = 0; j < side; j++) {
      for (int i = 0; i < side; i++) {
        fields[0][j * side + i] = z[2 * (j * around + i)];
        fields[1][j * side + i] = z[2 * (j * around + i) + 1];
      }
    }
    return fields;
  }
}
