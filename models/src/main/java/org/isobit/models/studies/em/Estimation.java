package org.isobit.models.studies.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.dynamics.IntegratorKind;
import org.isobit.models.dynamics.LinearizedModel;
import org.isobit.models.dynamics.LyapunovExponents;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.surrogate.DifferentiableSurrogate;
import org.isobit.models.surrogate.Estimate;
import org.isobit.models.surrogate.ExpectationMaximization;
import org.isobit.models.surrogate.ExpectationMaximization.Iteration;
import org.isobit.models.surrogate.ExpectationMaximization.Scheme;
import org.isobit.models.surrogate.LaplaceSmoother;
import org.isobit.models.surrogate.MonomialSurrogate;
import org.isobit.models.surrogate.Monomials;
import org.isobit.models.surrogate.NetworkSurrogate;
import org.isobit.models.surrogate.Scoring;
import org.isobit.models.surrogate.Scoring.Step;
import org.isobit.models.surrogate.SmoothingStep;
import org.isobit.models.surrogate.SmoothingStep.Smoothed;
import org.isobit.models.surrogate.Surrogate;
import org.isobit.models.surrogate.Transitions;

/** Runs a job. One run, one thread. */
final class Estimation {

  /** Sites to each side that the stencil has. */
  static final int REACH = 2;

  /** Noise that does not change in the descent along coordinates, √q. */
  static final double HELD = 0.04;

  /** In place of a lag: a filter. */
  static final int FILTER = -1;

  /** Hidden units of the network, and what its inputs are multiplied by. */
  private static final int UNITS = 12;
  private static final double INPUT = 0.25;

  /** Precision of the prior of weights. */
  private static final double PRECISION = 0.01;

  private static final long WEIGHTS = 8;

  /** √q at which the last steps begin, if it is not larger. */
  private static final double LARGE = 0.1;

  /** √q that they do not go below: a model this good is taken for perfect. */
  private static final double LEAST = 0.005;

  /** √q that the last filter's members have at least, in place of inflation: else it loses truths seen in part. */
  private static final double FILTERED = 0.02;

  /** Trajectory times that do not count in its error: the members begin as bad as observations. */
  private static final int BURN_IN = 20;

  /** Seed of the run that models are scored on, less than those of any job. */
  private static final long SCORED = -1;

  private static final long START = 7;

  private final Job job;
  private final Setting setting;
  private final EmSystem system;
  private final Extent extent;
  private final History history = new History();

  /** Numbers of each iteration. */
  private static final class History {
    private final List<double[]> rows = new ArrayList<>();
    private Estimate likeliest;
    private double greatest = Double.NEGATIVE_INFINITY;

    private double[] column(int column) {
      return rows.stream().mapToDouble(row -> row[column]).toArray();
    }
  }

  Estimation(Job job) {
    this.job = job;
    setting = job.setting();
    system = setting.system();
    extent = job.extent();
  }

  /** Estimates, and scores what was estimated. */
  Outcome run() {
    String failure = "";
    Estimate estimate = new Estimate(new double[0], new double[] {Double.NaN});
    DifferentiableSurrogate surrogate = surrogate();
    try {
      estimate = switch (setting.kind()) {
        case ONE_SCALE -> estimate;
        case PERFECT -> perfect(surrogate);
        case ONLINE -> Online.run(surrogate, Twin.of(setting, Online.times(extent), Online.MEMBERS, job.seed()),
            job.seed(), (rmse, at) -> hear(FILTER, rmse, at, Double.NaN));
        default -> maximised(surrogate);
      };
    } catch (NumericalException e) {
      failure = String.valueOf(e.getMessage());
    }
    return outcome(surrogate, estimate, failure);
  }

  private DifferentiableSurrogate surrogate() {
    if (setting.kind() == Kind.NETWORK) {
      Network network = Network.of(Shape.of(2 * REACH + 1), Layers.affine(INPUT, 0.0),
          Layers.dense(UNITS, Activation.GELU), Layers.dense(1, Activation.IDENTITY));
      return new NetworkSurrogate(network, system.size(), IntegratorKind.RK4, EmSystem.INTERVAL, 1, PRECISION);
    }
    return monomials(monomials());
  }

  private static MonomialSurrogate monomials(Monomials monomials) {
    return new MonomialSurrogate(monomials, IntegratorKind.RK4, EmSystem.INTERVAL, 1);
  }

  /** The coefficients of all sites for each of them. */
  private static double[] repeated(double[] a, int sites) {
    double[] all = new double[sites * a.length];
    for (int n = 0; n < sites; n++) {
      System.arraycopy(a, 0, all, n * a.length, a.length);
    }
    return all;
  }

  private Monomials monomials() {
    return switch (setting.kind()) {
      case NON_LOCAL -> Monomials.nonLocal(system.size());
      case BY_SITE -> Monomials.local(system.size(), REACH).bySite();
      default -> Monomials.local(system.size(), REACH);
    };
  }

  /** The regression on the truth itself. */
  private Estimate perfect(Surrogate surrogate) {
    int times = 10 * extent.times() + 1;
    Transitions series = Transitions.of(system.run(system.start(job.seed(), START), times), system.size());
    double[] a = surrogate.fit(new double[surrogate.parameters()], new double[] {1.0}, series, Workers.serial());
    double[] squares = surrogate.squares(a, series, Workers.serial());
    return new Estimate(a, new double[] {Arrays.stream(squares).average().orElseThrow()});
  }

  private Estimate maximised(DifferentiableSurrogate surrogate) {
    Twin twin = Twin.of(setting, extent.observations(), extent.members(), job.seed());
    double variance = setting.scheme() == Scheme.DESCENT ? HELD * HELD : 1.0;
    Surrogate begun = setting.kind() == Kind.BY_SITE ? monomials(Monomials.local(system.size(), REACH)) : surrogate;
    Estimate estimate = new Estimate(first(begun), new double[] {variance});
    SmoothingStep smoothing = smoothing(surrogate, twin, extent.lag());
    int iterations = setting.isScored() ? extent.iterations() / 2 : extent.iterations();
    estimate = new ExpectationMaximization(begun, smoothing, setting.scheme()).run(estimate, iterations,
        setting.acceleration(), iteration -> hear(iteration, twin, extent.lag()), Workers.serial());
    if (setting.isScored()) {
      estimate = history.likeliest;
      if (begun != surrogate) {
        estimate = new Estimate(repeated(estimate.parameters(), system.size()), estimate.variances());
      }
      estimate = scored(surrogate, twin, estimate, smoothing);
    }
    Smoothed last = smoothing(surrogate, twin, extent.longLag()).smooth(surrogate.model(estimate.parameters()),
        atLeast(estimate.variances(), FILTERED), Workers.serial());
    hear(extent.longLag(), error(last.transitions(), twin.truth()), estimate, last.evidence());
    return estimate;
  }

  /** Newton's steps on the evidence, with a q that begins large. */
  private Estimate scored(DifferentiableSurrogate surrogate, Twin twin, Estimate from, SmoothingStep smoothing) {
    double[] variances = atLeast(from.variances(), LARGE);
    ForecastModel model = surrogate.model(from.parameters());
    Transitions means = smoothing.smooth(model, from.variances(), Workers.serial()).transitions().mean();
    int times = extent.times() + extent.lag();
    LaplaceSmoother smoother = new LaplaceSmoother(surrogate, twin.initial(), twin.observations().subList(0, times));
    Step last = new Scoring(smoother).run(new Estimate(from.parameters(), variances),
        trajectory(means, model, surrogate.steps(), times), extent.steps(), LEAST, step -> hear(0,
        error(step.posterior().states(), twin.truth()), step.estimate(), step.posterior().evidence() / times),
        Workers.serial());
    return last.estimate();
  }

  private static double[] atLeast(double[] variances, double deviation) {
    double[] at = variances.clone();
    for (int i = 0; i < at.length; i++) {
      at[i] = at[i] > deviation * deviation ? at[i] : deviation * deviation;
    }
    return at;
  }

  /** States of all times: the smoother's means, forecasts from the last one on. */
  private static double[][] trajectory(Transitions means, ForecastModel model, int steps, int times) {
    double[][] states = new double[times + 1][];
    states[0] = means.start(0);
    for (int k = 1; k <= times; k++) {
      if (k <= means.times()) {
        states[k] = means.end(k - 1);
      } else {
        Ensemble state = Ensemble.of(states[k - 1].clone(), 1, states[0].length);
        model.advance((k - 1L) * steps, steps, state, Workers.serial());
        states[k] = state.values();
      }
    }
    return states;
  }

  /** Right-hand sides of 0, almost so of a network. */
  private double[] first(Surrogate surrogate) {
    double[] first = new double[surrogate.parameters()];
    if (surrogate instanceof NetworkSurrogate network) {
      network.network().initialize(job.seed(), WEIGHTS, first, 0);
      for (int i = first.length - 1 - UNITS; i < first.length; i++) {
        first[i] *= 0.1;
      }
    }
    return first;
  }

  private SmoothingStep smoothing(Surrogate surrogate, Twin twin, int lag) {
    return SmoothingStep.enks(twin.initial(), twin.observations().subList(0, extent.times() + lag), surrogate.steps(),
        lag, job.seed());
  }

  private void hear(int lag, double rmse, Estimate at, double evidence) {
    history.rows.add(new double[] {lag, rmse, distance(at.parameters()), at.deviation(), evidence});
  }

  private void hear(Iteration iteration, Twin twin, int lag) {
    double rmse = iteration.smoothed() == null ? Double.NaN : error(iteration.smoothed().transitions(), twin.truth());
    Estimate image = iteration.to();
    if (iteration.smoothed() != null && iteration.smoothed().evidence() > history.greatest) {
      history.greatest = iteration.smoothed().evidence();
      history.likeliest = iteration.from();
    }
    history.rows.add(new double[] {lag, rmse, image == null ? Double.NaN : distance(image.parameters()),
        image == null ? Double.NaN : image.deviation(),
        iteration.smoothed() == null ? Double.NaN : iteration.smoothed().evidence()});
  }

  private static double error(Transitions members, double[] truth) {
    Transitions mean = members.mean();
    double[][] states = new double[mean.times() + 1][];
    states[0] = mean.start(0);
    for (int k = 1; k < states.length; k++) {
      states[k] = mean.end(k - 1);
    }
    return error(states, truth);
  }

  private static double error(double[][] states, double[] truth) {
    int n = states[0].length;
    double squares = 0.0;
    int from = 1 + Math.min(BURN_IN, (states.length - 1) / 2);
    for (int k = from; k < states.length; k++) {
      for (int i = 0; i < n; i++) {
        double d = states[k][i] - truth[k * n + i];
        squares = Math.fma(d, d, squares);
      }
    }
    return Math.sqrt(squares / ((double) (states.length - from) * n));
  }

  /** max|A − A_true|; NaN if there is no true one. */
  private double distance(double[] a) {
    if (!system.isContained() || setting.kind() == Kind.NETWORK) {
      return Double.NaN;
    }
    double[] truth = trueParameters(monomials());
    double distance = 0.0;
    for (int p = 0; p < a.length; p++) {
      double d = Math.abs(a[p] - truth[p % truth.length]);
      distance = d > distance ? d : distance;
    }
    return distance;
  }

  /** Those of Lorenz-96: F, −x_n, −x_{n−2}·x_{n−1}, x_{n−1}·x_{n+1}. */
  static double[] trueParameters(Monomials monomials) {
    double[] a = new double[monomials.regressors()];
    a[monomials.regressor()] = EmSystem.LORENZ96.oneScale().forcing();
    a[monomials.regressor(0)] = -1.0;
    a[monomials.regressor(-2, -1)] = -1.0;
    a[monomials.regressor(-1, 1)] = 1.0;
    return a;
  }

  private Outcome outcome(Surrogate surrogate, Estimate estimate, String failure) {
    int n = system.size();
    int times = ModelScores.times(extent.starts(), extent.leads(), extent.segments());
    double[] truth = system.run(system.start(SCORED, START), times);
    ModelScores ofTruth = ModelScores.ofTruth(system, truth, extent.leads(), extent.segments());
    ModelScores scores = null;
    double[] exponents = new double[0];
    if (failure.isEmpty()) {
      ForecastModel model = setting.kind() == Kind.ONE_SCALE
          ? new SteppedModel(system.oneScale(), new RungeKutta4(), EmSystem.INTERVAL)
          : surrogate.model(estimate.parameters());
      scores = ModelScores.of(system, model, 1, truth, extent.starts(), extent.leads(), extent.segments());
      if (model instanceof SteppedModel stepped && stepped.model() instanceof LinearizedModel linearized
          && Double.isFinite(scores.sd())) {
        exponents = exponents(linearized, Arrays.copyOf(truth, n));
      }
    }
    return new Outcome(failure, estimate.parameters(), estimate.deviation(),
        Arrays.stream(history.column(0)).mapToInt(lag -> (int) lag).toArray(), history.column(1), history.column(2),
        history.column(3), history.column(4), scores, ofTruth, exponents);
  }

  private double[] exponents(LinearizedModel model, double[] state) {
    LyapunovExponents exponents = new LyapunovExponents(model, new RungeKutta4(), EmSystem.INTERVAL, 4, system.size());
    exponents.spinUp(state, extent.turns() / 10);
    exponents.run(state, extent.turns());
    return exponents.exponents();
  }
}
