package org.isobit.models.dynamics;

import java.util.Arrays;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.random.Philox;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Linearization;

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

  /** A run of some steps that keeps its derivative. */
  private interface Steps {
    /** Advances the state and gives the derivative of the run, until the next one. */
    Linearization advance(double[] state);
  }

  /** Null: the model has no right-hand side whose divergence could be taken. */
  private final LinearizedModel model;
  private final Steps steps;

  /** Time from one factorisation to the next. */
  private final double interval;
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

  /** Of each direction the sum of squares of the variables whose share is wanted, or null. */
  private double[] shares;
  private int shareFrom;
  private int shareTo;

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
    this(Objects.requireNonNull(model, "model"), model.size(), count,
        steps(model, Objects.requireNonNull(integrator, "integrator"), dt, every), every * dt);
  }

  /**
   * Starts from normal perturbations, the same ones for all objects of a size. The model begins at time level 0.
   *
   * @param model a model that knows its derivative, of which there need be no right-hand side
   * @param every steps from one factorisation to the next, at least 1; perturbations must not become parallel to
   *              working precision in between
   * @param count how many exponents, from 1 to the model's size; there is no mean divergence
   * @return the exponents, of which nothing is counted yet
   * @throws IllegalArgumentException if a number is out of range, perturbations do not fit into the heap, or the model
   *                                  knows no derivative
   */
  public static LyapunovExponents of(ForecastModel model, int every, int count) {
    Objects.requireNonNull(model, "model");
    Checks.positive("LyapunovExponents", "every", every);
    model.linearize(0, 0, new double[model.size()]);
    long[] level = new long[1];
    return new LyapunovExponents(null, model.size(), count, state -> {
      Linearization run = model.linearize(level[0], every, state);
      level[0] += every;
      return run;
    }, every * model.timeStep());
  }

  private static Steps steps(LinearizedModel model, Integrator integrator, double dt, int every) {
    Checks.positive("LyapunovExponents", "dt", dt);
    Checks.positive("LyapunovExponents", "every", every);
    Trajectory trajectory = new Trajectory();
    return state -> {
      integrator.record(model, dt, every, state, trajectory);
      return trajectory;
    };
  }

  private LyapunovExponents(LinearizedModel model, int size, int count, Steps steps, double interval) {
    if (count < 1 || count > size) {
      throw new IllegalArgumentException("LyapunovExponents: count must be from 1 to " + size + ", but is " + count);
    }
    this.model = model;
    this.steps = steps;
    this.interval = interval;
    this.count = count;
    n = size;
    rows = new double[Checks.elements("LyapunovExponents", count, n, 2 * Double.BYTES)];
    columns = new double[rows.length];
    upper = new double[Checks.elements("LyapunovExponents", count, count, Double.BYTES)];
    lengths = new double[count];
    sums = new double[count];
    sumDivergence = model != null && count == n;
    // Not unit vectors: a variable that stays as it is would keep its own, and be taken for an exponent 0.
    Philox.gaussian(SEED, 0, 0, rows.length, rows, 0);
  }

  /**
   * Counts from now on how much of each direction lies in some variables; see {@link #shares}.
   *
   * @param from index of the first one
   * @param to   index after the last one
   * @throws IllegalArgumentException if there are none, or not inside a state
   * @throws IllegalStateException    if exponents have been counted
   */
  public void countShares(int from, int to) {
    if (from < 0 || to > n || from >= to) {
      throw new IllegalArgumentException("LyapunovExponents: variables " + from + " to " + to + " are none of a state "
          + "of " + n);
    }
    if (factorisations > 0) {
      throw new IllegalStateException("LyapunovExponents: exponents have been counted without shares");
    }
    shares = new double[count];
    shareFrom = from;
    shareTo = to;
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
      Linearization run = steps.advance(state);
      for (int c = 0; c < count; c++) {
        run.tangent(rows, c * n);
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
      for (int i = shareFrom; counted && shares != null && i < shareTo; i++) {
        shares[c] = Math.fma(rows[c * n + i], rows[c * n + i], shares[c]);
      }
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
   * How much of each direction lies in the variables of {@link #countShares}: the mean over the factorisations of the
   * sum of their squares in the orthonormal directions, the backward Lyapunov vectors. Of all directions together, if
   * as many exponents as variables were asked for, as much as there are variables.
   *
   * @return from 0 to 1, one for each exponent
   * @throws IllegalStateException if nothing was counted, or no shares
   */
  public double[] shares() {
    time();
    if (shares == null) {
      throw new IllegalStateException("LyapunovExponents: no shares were counted");
    }
    double[] means = new double[count];
    for (int c = 0; c < count; c++) {
      means[c] = shares[c] / factorisations;
    }
    return means;
  }

  /**
   * The mean of Σ ∂f_i/∂x_i along the trajectory, which the sum of all exponents is to equal.
   *
   * @return the mean over the states before each run of steps
   * @throws IllegalStateException if nothing was counted, not all exponents were asked for, or the model came without a
   *                               right-hand side
   */
  public double meanDivergence() {
    time();
    if (model == null) {
      throw new IllegalStateException("LyapunovExponents: the model came without a right-hand side");
    }
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
    return factorisations * interval;
  }
}
