// Master of FloatHelmholtz: the float version is generated from this file.
package org.isobit.linalg.poisson;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;

/**
 * Solutions of (∇² − λ)u = f on a line or a rectangle, Helmholtz' equation, for λ = 0 Poisson's.
 *
 * <p>Each dimension has its {@link Boundary} and its spacing; a field is rows × columns numbers, row after row. Fields
 * are continued beyond their ends to a period, unchanged, as odd or as even functions: the sine and cosine transforms
 * are real transforms of these periods. <b>Order of operations:</b> the transform of the continued field by
 * {@link RealFourier#forwardField}; of its element (i, j) both parts times 1 ÷ ((μ_i + ν_j) − λ), a division rounded
 * once, or times 0 where odd or even functions have no such waves (of a period m: odd ones none of 0 and m/2, even ones
 * none of m/2); {@link RealFourier#inverseField}; the points of the field. μ_k = −(2·sinpi(k ÷ m) ÷ h)², or for
 * {@link Scheme#SPECTRAL} −(2π·k ÷ (m·h))², π rounded, with k counted from the nearer end of the period of m points, in
 * double and rounded to the type. So bits are the same everywhere.
 *
 * <p>For λ = 0 and no DIRICHLET boundary there is a solution only if the mean of f is 0, and with one all others that
 * differ by a constant: the mean of f is left out, and the solution has the mean 0. A λ below 0 that makes another
 * denominator vanish, to working precision, is refused.
 *
 * <p>An object holds plans and workspaces and is reused without allocation; it is not thread-safe (one a thread).
 */
public final class Helmholtz {

  private final int rows;
  private final int columns;
  private final Boundary down;
  private final Boundary along;
  private final double lambda;
  private final FourierPlan downPlan;
  private final RealFourierPlan alongPlan;

  private final double[] period;
  private final double[] spectrum;

  /** What each number of the spectrum is multiplied by. */
  private final double[] factors;

  private Helmholtz(int rows, int columns, double rowSpacing, double columnSpacing, Boundary down, Boundary along,
      double lambda, Scheme scheme) {
    this.rows = rows;
    this.columns = columns;
    this.down = down;
    this.along = along;
    this.lambda = lambda;
    int height = period("rows", rows, down);
    int width = period("columns", columns, along);
    downPlan = FourierPlan.of(height);
    alongPlan = RealFourierPlan.of(width);
    double[] mu = HelmholtzEigenvalues.of(height, height, rowSpacing, scheme); // float: float[] mu = HelmholtzEigenvalues.floats(height, height, rowSpacing, scheme);
    double[] nu = HelmholtzEigenvalues.of(width, width / 2 + 1, columnSpacing, scheme); // float: float[] nu = HelmholtzEigenvalues.floats(width, width / 2 + 1, columnSpacing, scheme);
    requireRegular(mu, nu);
    period = new double[Checks.elements("Helmholtz", height, width, Double.BYTES)];
    spectrum = new double[Checks.elements("Helmholtz", height, 2 * (width / 2 + 1), Double.BYTES)];
    factors = factors(mu, nu);
  }

  private static int period(String name, int n, Boundary boundary) {
    Checks.present("Helmholtz", "boundary of " + name, boundary);
    int most = 1 << 20; // so that twice as many are an int
    int points = n < most ? boundary.period(n) : n;
    try {
      return FourierPlan.of(points).n();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Helmholtz: " + n + " " + name + ", " + boundary + ", take a transform of "
          + points + " points: " + e.getMessage(), e);
    }
  }

  /**
   * A solver on a line.
   *
   * @param columns  number of points; the period's ({@link Boundary}) is 2^a·3^b·5^c up to 2^20
   * @param spacing  their distance h
   * @param boundary what holds at the ends
   * @param lambda   λ
   * @param scheme   the second derivative
   * @return a new object
   * @throws IllegalArgumentException if there is no such transform, the spacing is not positive or λ not finite
   * @throws NumericalException       if the equation is singular in another way than λ = 0 makes it
   */
  public static Helmholtz line(int columns, double spacing, Boundary boundary, double lambda, Scheme scheme) {
    return rectangle(1, columns, 1.0, spacing, Boundary.PERIODIC, boundary, lambda, scheme);
  }

  /**
   * A solver on a rectangle.
   *
   * @param rows          number of rows; the period's ({@link Boundary}) is 2^a·3^b·5^c up to 2^20
   * @param columns       number of columns, alike
   * @param rowSpacing    distance of two rows
   * @param columnSpacing distance of two columns
   * @param down          what holds at the first and the last row
   * @param along         what holds at the first and the last column
   * @param lambda        λ
   * @param scheme        the second derivative
   * @return a new object
   * @throws IllegalArgumentException if there is no such transform, a spacing is not positive or λ not finite
   * @throws NumericalException       if the equation is singular in another way than λ = 0 makes it
   */
  public static Helmholtz rectangle(int rows, int columns, double rowSpacing, double columnSpacing, Boundary down,
      Boundary along, double lambda, Scheme scheme) {
    Checks.positive("Helmholtz", "rows", rows);
    Checks.positive("Helmholtz", "columns", columns);
    Checks.positive("Helmholtz", "spacing", rowSpacing);
    Checks.positive("Helmholtz", "spacing", columnSpacing);
    Checks.present("Helmholtz", "scheme", scheme);
    if (!(Math.abs(lambda) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("Helmholtz: lambda must be finite, but is " + lambda);
    }
    return new Helmholtz(rows, columns, rowSpacing, columnSpacing, down, along, lambda, scheme);
  }

  /** Refuses a λ at which a denominator is 0 to working precision, but for that of constant fields and λ = 0. */
  private void requireRegular(double[] mu, double[] nu) {
    for (int i = 0; i < mu.length; i++) {
      for (int j = 0; j < nu.length; j++) {
        double eigenvalue = mu[i] + nu[j];
        boolean needed = !down.lacks(rows, i) && !along.lacks(columns, j) && (i > 0 || j > 0 || lambda != 0.0);
        if (needed && (Math.abs(eigenvalue - lambda) <= 2.0 * Math.ulp(2.0 * eigenvalue)
            || Math.abs(1.0 / (eigenvalue - lambda)) > Double.MAX_VALUE)) {
          throw new NumericalException("Helmholtz: lambda is an eigenvalue of the second derivatives",
              i * nu.length + j, lambda);
        }
      }
    }
  }

  /**
   * Solves for members.
   *
   * @param members number of members
   * @param f       right-hand sides, members × rows × columns
   * @param fOffset index of number (0, 0) of member 0
   * @param ldf     distance between the starts of two members
   * @param u       takes the solutions; may be the right-hand sides
   * @param uOffset index of number (0, 0) of member 0
   * @param ldu     distance between the starts of two members
   * @param workers the threads of transforms
   * @throws IllegalArgumentException if members &lt; 0, an operand is not inside its array or they overlap in part
   */
  public void solve(int members, double[] f, long fOffset, int ldf, double[] u, long uOffset, int ldu,
      Workers workers) {
    int size = rows * columns;
    Checks.present("Helmholtz", "workers", workers);
    Checks.size("Helmholtz", "members", members);
    int fo = Checks.matrix("Helmholtz", "f", f, fOffset, members, size, ldf);
    int uo = Checks.matrix("Helmholtz", "u", u, uOffset, members, size, ldu);
    Checks.sameOrApart("Helmholtz", "u", "f", u == f, uo, ldu, fo, ldf, members, size);
    Environment.require();
    for (int m = 0; m < members; m++) {
      carry(f, fo + m * ldf);
      RealFourier.forwardField(downPlan, alongPlan, 1, period, 0, period.length, spectrum, 0, spectrum.length, workers);
      divide();
      RealFourier.inverseField(downPlan, alongPlan, 1, spectrum, 0, spectrum.length, period, 0, period.length, workers);
      int width = alongPlan.n();
      for (int i = 0; i < rows; i++) {
        System.arraycopy(period, (down.first() + i) * width + along.first(), u, uo + m * ldu + i * columns, columns);
      }
    }
  }

  /** Continues a field to its period: behind the points of a row, and their far end, they come back mirrored. */
  private void carry(double[] f, int fo) {
    int width = alongPlan.n();
    int first = along.first();
    for (int i = 0; i < downPlan.n(); i++) {
      int row = down.source(rows, i);
      double sign = down.negative(rows, i) ? -1.0 : 1.0;
      double beyond = along.negative(columns, width - 1) ? -sign : sign;
      int at = i * width;
      int end = at + first + columns;
      if (row < 0) {
        Arrays.fill(period, at, end, sign * 0.0);
        Arrays.fill(period, end, at + width, beyond * 0.0);
        continue;
      }
      int from = fo + row * columns;
      Arrays.fill(period, at, at + first, sign * 0.0);
      Arrays.fill(period, end, end + first, beyond * 0.0);
      for (int j = 0; j < columns; j++) {
        period[at + first + j] = sign * f[from + j];
      }
      for (int j = end + first; j < at + width; j++) {
        period[j] = beyond * f[from + at + width - 1 - j];
      }
    }
  }

  /** 1 ÷ each eigenvalue, for both parts; 0 where there is none, or of waves that no field has but by rounding. */
  private double[] factors(double[] mu, double[] nu) {
    double[] both = new double[spectrum.length];
    for (int i = 0; i < mu.length; i++) {
      for (int j = 0; j < nu.length; j++) {
        double denominator = mu[i] + nu[j] - lambda;
        boolean none = denominator == 0.0 || down.lacks(rows, i) || along.lacks(columns, j);
        double factor = none ? 0.0 : 1.0 / denominator;
        both[2 * (i * nu.length + j)] = factor;
        both[2 * (i * nu.length + j) + 1] = factor;
      }
    }
    return both;
  }

  /** Divides the spectrum by the eigenvalues. */
  private void divide() {
    for (int k = 0; k < factors.length; k++) {
      spectrum[k] = spectrum[k] * factors[k];
    }
  }
}
