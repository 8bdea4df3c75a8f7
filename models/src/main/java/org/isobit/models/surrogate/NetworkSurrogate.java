package org.isobit.models.surrogate;

import java.util.Arrays;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.dynamics.IntegratorKind;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.learning.Network;

/**
 * Models on a ring whose right-hand side is one network at every site, dx_n/dt = network(x_{n−L}, …, x_{n+L}), with a
 * Runge–Kutta scheme: a step x + h·Σ weight_s·f(y_s) is a residual network of as many blocks as there are stages, with
 * shared weights (Brajard, Carrassi, Bocquet and Bertino 2020, J. Comput. Sci. 44, 101171, and Bocquet et al. 2020).
 *
 * <p>Weights have a normal prior about 0 with the given precision, since networks say the same in many ways. They are
 * found by steps of Levenberg and Marquardt on the exact derivatives of the scheme by them,
 *
 * <pre>
 *   (Σ Tᵀ·Q⁻¹·T/N + p·I + μ·(D + 10⁻³))·Δθ = Σ Tᵀ·Q⁻¹·e/N − p·θ,   D the diagonal of the sum
 * </pre>
 *
 * <p>with N members; μ falls tenfold after a step that lowers the cost and else grows tenfold. Times are cut into
 * chunks, functions of their number alone, whose sums are added in order. Immutable, thread-safe.
 */
public final class NetworkSurrogate implements DifferentiableSurrogate {

  private static final String NAME = "NetworkSurrogate";
  private static final int CHUNKS = 32;
  private static final int MOST_STEPS = 12;
  private static final double TOLERANCE = 1e-4;
  private static final double LEAST_DAMPING = 1e-8;
  private static final double GREATEST_DAMPING = 1e8;

  private final Network network;
  private final int n;
  private final IntegratorKind scheme;
  private final StepTable table;
  private final double dt;
  private final int steps;
  private final double precision;

  /**
   * A family of models.
   *
   * @param network   from 2·L + 1 numbers to one; its layers treat samples apart
   * @param n         sites of the ring, at least as many as the network has inputs
   * @param scheme    RK4, RK2, HEUN or EULER
   * @param dt        length of a step
   * @param steps     N_c, steps of an interval between observations, at least 1
   * @param precision of the prior of each weight, at least 0
   * @throws IllegalArgumentException if a number is out of range, the network has another shape or couples samples
   */
  public NetworkSurrogate(Network network, int n, IntegratorKind scheme, double dt, int steps, double precision) {
    this.network = Objects.requireNonNull(network, "network");
    int width = network.input().size();
    if (width % 2 == 0 || network.output().size() != 1 || network.isCoupled()) {
      throw new IllegalArgumentException(NAME + ": the network must make one number of an odd number of inputs, sample "
          + "by sample, but makes " + network.output() + " of " + network.input());
    }
    if (n < width) {
      throw new IllegalArgumentException(NAME + ": " + n + " sites are fewer than the " + width + " inputs");
    }
    this.n = n;
    this.scheme = Objects.requireNonNull(scheme, "scheme");
    table = StepTable.of(scheme);
    Checks.positive(NAME, "dt", dt);
    Checks.positive(NAME, "steps", steps);
    if (!(precision >= 0.0) || Double.isInfinite(precision)) {
      throw new IllegalArgumentException(NAME + ": precision must be at least 0, but is " + precision);
    }
    this.dt = dt;
    this.steps = steps;
    this.precision = precision;
  }

  /**
   * The network.
   *
   * @return as given
   */
  public Network network() {
    return network;
  }

  @Override
  public int size() {
    return n;
  }

  @Override
  public int parameters() {
    return network.parameters();
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public double precision() {
    return precision;
  }

  @Override
  public ForecastModel model(double[] parameters) {
    return new SteppedModel(tendency(parameters), scheme.build(), dt);
  }

  private NetworkTendency tendency(double[] parameters) {
    if (parameters.length != parameters()) {
      throw new IllegalArgumentException(NAME + ": there are " + parameters() + " weights, but " + parameters.length
          + " numbers");
    }
    Checks.finite(NAME, "weight", parameters, 0, parameters.length);
    return new NetworkTendency(network, parameters, n);
  }

  @Override
  public Derivatives derivatives(double[] parameters, double[][] states, int count, boolean byParameters,
      Workers workers) {
    NetworkTendency model = tendency(parameters);
    double[][] ends = new double[count][];
    double[][] byState = new double[count][];
    double[][] byParameter = new double[byParameters ? count : 0][];
    workers.run(count, (k, slot) -> {
      NetworkStep step = new NetworkStep(model, table, dt, steps, parameters.length);
      ends[k] = step.run(states[k], true, byParameters);
      byState[k] = step.byState();
      if (byParameters) {
        byParameter[k] = step.byParameters();
      }
    });
    return new Derivatives(ends, byState, byParameter);
  }

  @Override
  public Adjoints adjoints(double[] parameters, double[][] states, double[][] weights, Workers workers) {
    NetworkTendency model = tendency(parameters);
    double[][] byState = new double[states.length][];
    double[][] parts = new double[states.length][parameters.length];
    workers.run(states.length, (k, slot) -> byState[k] = NetworkStep.adjoint(model, table, dt, steps, states[k],
        weights[k], parts[k]));
    double[] byParameters = new double[parameters.length];
    for (double[] part : parts) {
      for (int p = 0; p < part.length; p++) {
        byParameters[p] += part[p];
      }
    }
    return new Adjoints(byState, byParameters);
  }

  @Override
  public double[] fit(double[] parameters, double[] variances, Transitions series, Workers workers) {
    double[] theta = parameters.clone();
    double[] q = Estimate.variances(NAME, variances, n);
    double cost = cost(theta, q, series, workers);
    if (!(cost < Double.POSITIVE_INFINITY)) {
      throw new NumericalException(NAME + ": the sum of squares of one-step errors is not finite, it is", -1, cost);
    }
    double damping = 1e-2;
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] sums = normal(theta, q, series, workers);
      double lower = Double.POSITIVE_INFINITY;
      double[] next = null;
      while (!(lower < cost) && damping < GREATEST_DAMPING) {
        next = moved(theta, sums, damping);
        lower = cost(next, q, series, workers);
        damping *= lower < cost ? 0.1 : 10.0;
      }
      damping = damping < LEAST_DAMPING ? LEAST_DAMPING : damping;
      if (!(lower < cost)) {
        break;
      }
      boolean last = cost - lower < TOLERANCE * cost;
      theta = next;
      cost = lower;
      if (last) {
        break;
      }
    }
    return theta;
  }

  /** Half the sum of squares over Q, a mean over members, and of the prior. */
  private double cost(double[] theta, double[] variances, Transitions series, Workers workers) {
    double[] squares = squares(theta, series, workers);
    double cost = 0.0;
    for (int i = 0; i < n; i++) {
      cost += 0.5 * series.times() * squares[i] / variances[i];
    }
    for (double weight : theta) {
      cost = Math.fma(0.5 * precision * weight, weight, cost);
    }
    return cost;
  }

  private double[] moved(double[] theta, double[] sums, double damping) {
    int p = theta.length;
    double[] matrix = new double[p * p];
    double[] step = new double[p];
    for (int i = 0; i < p; i++) {
      System.arraycopy(sums, i * (p + 1), matrix, i * p, p);
      matrix[i * p + i] += precision + damping * (sums[i * (p + 1) + i] + 1e-3);
      step[i] = sums[p * (p + 1) + i] - precision * theta[i];
    }
    new Cholesky().factor(p, matrix, 0, p).solve(1, step, 0, 1);
    double[] moved = theta.clone();
    for (int i = 0; i < p; i++) {
      moved[i] += step[i];
    }
    return moved;
  }

  /** Σ (T e)ᵀ·Q⁻¹·(T e)/N, the errors last. */
  private double[] normal(double[] theta, double[] variances, Transitions series, Workers workers) {
    NetworkTendency model = tendency(theta);
    int rows = theta.length + 1;
    int chunk = (series.times() + CHUNKS - 1) / CHUNKS;
    double[][] parts = new double[(series.times() + chunk - 1) / chunk][];
    workers.run(parts.length, (part, slot) -> {
      double[] sums = new double[Checks.elements(NAME, rows, rows, Double.BYTES)];
      NetworkStep step = new NetworkStep(model, table, dt, steps, theta.length);
      double[] t = new double[n * rows];
      for (int k = part * chunk; k < Math.min(series.times(), (part + 1) * chunk); k++) {
        for (int m = 0; m < series.members(); m++) {
          double[] end = step.run(Arrays.copyOfRange(series.start(k), m * n, (m + 1) * n), false, true);
          for (int i = 0; i < n; i++) {
            double root = Math.sqrt(1.0 / (variances[i] * series.members()));
            for (int p = 0; p < theta.length; p++) {
              t[i * rows + p] = root * step.byParameters()[i * theta.length + p];
            }
            t[i * rows + theta.length] = root * (series.end(k)[m * n + i] - end[i]);
          }
          Gemm.gram(true, rows, n, 1.0, t, 0, rows, 1.0, sums, 0, rows, Workers.serial());
        }
      }
      parts[part] = sums;
    });
    double[] sums = new double[rows * rows];
    for (double[] part : parts) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part[i];
      }
    }
    return sums;
  }

  @Override
  public double[] squares(double[] parameters, Transitions series, Workers workers) {
    if (series.size() != n || series.times() < 1) {
      throw new IllegalArgumentException(NAME + ": the model has " + n + " variables, but there are " + series.times()
          + " transitions of " + series.size());
    }
    ForecastModel model = model(parameters);
    double[] squares = new double[n];
    double[][] parts = new double[series.times()][];
    workers.run(series.times(), (k, slot) -> {
      Ensemble states = Ensemble.of(series.start(k).clone(), series.members(), n);
      model.advance(0, steps, states, Workers.serial());
      double[] part = new double[n];
      for (int m = 0; m < series.members(); m++) {
        for (int i = 0; i < n; i++) {
          double e = series.end(k)[m * n + i] - states.get(m, i);
          part[i] = Math.fma(e, e, part[i]);
        }
      }
      parts[k] = part;
    });
    for (double[] part : parts) {
      for (int i = 0; i < n; i++) {
        squares[i] += part[i];
      }
    }
    for (int i = 0; i < n; i++) {
      squares[i] /= (double) series.times() * series.members();
    }
    return squares;
  }

  /** Of all weights the same: dt·N_c, since what one does depends on others. */
  @Override
  public double[] scales(Transitions series) {
    double[] scales = new double[parameters()];
    Arrays.fill(scales, dt * steps);
    return scales;
  }

  @Override
  public String toString() {
    return NAME + "[" + n + " sites, " + parameters() + " weights, " + steps + " x " + scheme.label() + " of " + dt
        + "]";
  }
}
