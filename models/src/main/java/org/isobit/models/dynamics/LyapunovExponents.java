package org.isobit.models.dynamics;

import java.util.Arrays;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.random.Philox;
import org.isobit.linalg.qr.HouseholderQr;

/**
 * The greatest Lyapunov exponents of a model under a scheme, by QR factorisations of perturbations (Benettin, Galgani,
 * Giorgilli and Strelcyn 1980, Meccanica 15, 9–30): perturbations run along by the tangent of the scheme, and every
 * few steps Q takes their place while log|r_ii| is added up. Also the mean divergence of the right-hand side, the sum
 * of all exponents of the flow.
 *
 * <p>The scheme's own errors are in: exponents are those of the discrete map, by its dt. Not thread-safe.
 */
public final class LyapunovExponents {

  /** Of the perturbations at the beginning. */
  private static final long SEED = 1980;

  private final LinearizedModel model;
  private final Integrator integrator;
  private final double dt;
  private final int every;
  private final Trajectory trajectory = new Trajectory();
  private final HouseholderQr qr = new HouseholderQr();
  private final int n;
  private final int count;

  /** Perturbations as rows, and as the columns that are factored. */
  private final double[] rows;
  private final double[] columns;
  private final double[] upper;
  private final double[] lengths;
  private final double[] sums;
  private final boolean sumDivergence;
  private double divergences;
  private long factorisations;

  /**
   * Starts from normal perturbations, the same ones for all objects of a size.
   *
   * @param model      the model
   * @param integrator its scheme
   * @param dt         time step
   * @param every      steps from one factorisation to the next, at least 1; perturbations must not become parallel to
   *                   working precision in between
   * @param count      how many exponents, from 1 to the model's size; with all of them the mean divergence is there too
   * @throws IllegalArgumentException if a number is out of range or perturbations do not fit into the heap
   */
  public LyapunovExponents(LinearizedModel model, Integrator integrator, double dt, int every, int count) {
    this.model = Objects.requireNonNull(model, "model");
    this.integrator = Objects.requireNonNull(integrator, "integrator");
    Checks.positive("LyapunovExponents", "dt", dt);
    Checks.positive("LyapunovExponents", "every", every);
    if (count < 1 || count > model.size()) {
      throw new IllegalArgumentException("LyapunovExponents: count must be from 1 to " + model.size() + ", but is "
          + count);
    }
    this.dt = dt;
    this.every = every;
    this.count = count;
    n = model.size();
    rows = new double[Checks.elements("LyapunovExponents", count, n, 2 * Double.BYTES)];
    columns = new double[rows.length];
    upper = new double[Checks.elements("LyapunovExponents", count, count, Double.BYTES)];
    lengths = new double[count];
    sums = new double[count];
    sumDivergence = count == n;
    // Not unit vectors: a variable that stays as it is would keep its own, and be taken for an exponent 0.
    Philox.gaussian(SEED, 0, 0, rows.length, rows, 0);
  }

  /**
   * Runs along the model's trajectory without counting, so that perturbations turn to their directions.
   *
   * @param state the state, which is advanced
   * @param times how many factorisations, each after the steps given
   * @throws NumericalException if a perturbation has vanished or grown beyond all numbers
   */
  public void spinUp(double[] state, int times) {
    run(state, times, false);
  }

  /**
   * Runs along the model's trajectory and counts.
   *
   * @param state the state, which is advanced
   * @param times how many factorisations, each after the steps given
   * @throws NumericalException if a perturbation has vanished or grown beyond all numbers
   */
  public void run(double[] state, int times) {
    run(state, times, true);
  }

  private void run(double[] state, int times, boolean counted) {
    Checks.size("LyapunovExponents", "times", times);
    for (int t = 0; t < times; t++) {
      if (counted && sumDivergence) {
        divergences += divergence(state);
      }
      integrator.record(model, dt, every, state, trajectory);
      for (int c = 0; c < count; c++) {
        trajectory.tangent(rows, c * n);
      }
      factor(counted);
      factorisations += counted ? 1 : 0;
    }
  }

  private void factor(boolean counted) {
    for (int c = 0; c < count; c++) {
      for (int i = 0; i < n; i++) {
        double value = rows[c * n + i];
        if (!Double.isFinite(value)) {
          throw new NumericalException("LyapunovExponents: perturbation " + c + " has grown beyond all numbers", c,
              value);
        }
        columns[i * count + c] = value;
      }
    }
    qr.factor(n, count, columns, 0, count);
    qr.upper(upper, 0, count);
    qr.orthogonal(columns, 0, count);
    for (int c = 0; c < count; c++) {
      lengths[c] = Math.abs(upper[c * count + c]);
      if (!(lengths[c] > 0.0)) {
        throw new NumericalException("LyapunovExponents: perturbation " + c + " has vanished", c, lengths[c]);
      }
      for (int i = 0; i < n; i++) {
        rows[c * n + i] = columns[i * count + c];
      }
    }
    Elementary.log(count, lengths, 0, lengths, 0);
    for (int c = 0; c < count; c++) {
      sums[c] += counted ? lengths[c] : 0.0;
    }
  }

  /** The trace of the derivative, from its products with unit vectors. */
  private double divergence(double[] state) {
    double sum = 0.0;
    double[] unit = columns;
    Arrays.fill(unit, 0, n, 0.0);
    for (int j = 0; j < n; j++) {
      unit[j] = 1.0;
      model.tangent(state, 0, unit, 0, upper, 0);
      unit[j] = 0.0;
      sum += upper[j];
    }
    return sum;
  }

  /**
   * The exponents, per unit of time.
   *
   * @return as many as were asked for, in the order of the perturbations: in the end the greatest first
   * @throws IllegalStateException if nothing was counted
   */
  public double[] exponents() {
    double time = time();
    double[] exponents = new double[count];
    for (int c = 0; c < count; c++) {
      exponents[c] = sums[c] / time;
    }
    return exponents;
  }

  /**
   * The mean of Σ ∂f_i/∂x_i along the trajectory, which the sum of all exponents is to equal.
   *
   * @return the mean over the states before each run of steps
   * @throws IllegalStateException if nothing was counted, or not all exponents were asked for
   */
  public double meanDivergence() {
    time();
    if (!sumDivergence) {
      throw new IllegalStateException("LyapunovExponents: the mean divergence needs all " + n + " exponents, but "
          + count + " were asked for");
    }
    return divergences / factorisations;
  }

  private double time() {
    if (factorisations == 0) {
      throw new IllegalStateException("LyapunovExponents: nothing was counted");
    }
    return factorisations * (every * dt);
  }
}
