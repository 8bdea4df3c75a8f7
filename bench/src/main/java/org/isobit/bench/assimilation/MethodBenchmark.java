package org.isobit.bench.assimilation;

import java.util.Set;
import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.method.Registries;
import org.isobit.models.twin.Experiment;
import org.isobit.models.twin.Experiments;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A cycle of forecast and analysis by every method that configurations can name, on Lorenz-96: with 40 variables, all
 * observed, and 24 members; or with 100 000, every hundredth observed, and 20 members. The shared threads' column says
 * how many times as long one thread takes. Methods that keep a covariance of all variables are left out of the large
 * state, and those that need a trained network of both.
 */
@State(Scope.Thread)
public class MethodBenchmark implements KernelBenchmark {

  private static final long SEED = 3;

  /** Cycles with observations; then all begins again. */
  private static final int CYCLES = 8;

  /** Methods with members that take a covariance of all variables, or its patterns, as well. */
  private static final Set<String> WHOLE = Set.of("getkf", "hybrid-gain");

  /** Name of the method in configurations. */
  @Param({"enkf", "denkf", "etkf", "estkf", "seik", "getkf", "serial-ensrf", "letkf", "lestkf", "eakf", "rhf", "qceff",
      "enkf-n", "letkf-n", "particle", "netf", "lnetf", "lknetf", "climatology", "oi", "3d-var", "ekf", "ienks",
      "ienks-n", "enks", "enrts", "local-pf", "4d-var", "weak-4d-var", "fgat", "envar", "hybrid-gain", "es-mda"})
  public String method;

  /** Variables of the model. */
  @Param({"40", "100000"})
  public int variables;

  /** On one thread, or on the shared ones. */
  @Param({"simd", "simd-threads"})
  public String implementation;

  private Experiment experiment;
  private DiscreteModel model;
  private Ensemble start;
  private Gaussian climatology;
  private double[][] observed;
  private int[] indices;
  private Estimator estimator;
  private Workers workers;
  private Workspace workspace;
  private int k;

  /** Makes the benchmark. */
  public MethodBenchmark() {}

  private boolean large() {
    return variables > 1000;
  }

  private int members() {
    return provider().options().contains(Option.SINGLE) ? 1 : large() ? 20 : 24;
  }

  private FilterProvider provider() {
    return Registries.filters().get(method);
  }

  /** The method's section of a configuration. */
  private String section() {
    StringBuilder text = new StringBuilder("methods=[{filter: " + method + ", members: " + members());
    if (provider().reach() == FilterProvider.Reach.LOCAL || method.equals("local-pf")) {
      text.append(", localization: {taper: gaspari-cohn, radius: ").append(large() ? 400 : 8)
          .append(", convention: half-width}");
    }
    if (provider().options().contains(Option.INFLATION)) {
      text.append(", inflation: {kind: posterior-anomalies, factor: 1.05}");
    }
    return text.append(switch (method) {
      case "lknetf" -> ", hybrid: lin, hybrid-value: 1";
      case "enks", "enrts" -> ", lag: 10";
      default -> "";
    }).append("}]").toString();
  }

  /** Members about a truth, and what is observed of it. */
  @Setup
  public void prepare() {
    experiment = Experiments.named("L96-S08", "model.size=" + variables, section());
    model = experiment.stepped();
    int every = large() ? 100 : 1;
    indices = new int[variables / every];
    for (int j = 0; j < indices.length; j++) {
      indices[j] = j * every;
    }
    double[] truth = new double[variables];
    Philox.gaussian(SEED, 0, 0, variables, truth, 0);
    model.advance(0, 200, truth);
    start = Ensemble.allocate(members(), variables);
    for (int m = 0; m < members(); m++) {
      Philox.gaussian(SEED, 1 + m, 0, variables, start.values(), start.index(m));
      for (int i = 0; i < variables; i++) {
        start.values()[start.index(m) + i] = Math.fma(0.5, start.get(m, i), truth[i]);
      }
    }
    climatology = large() ? null : Gaussian.independent(truth, 13.0);
    observed = new double[CYCLES][indices.length];
    for (int c = 0; c < CYCLES; c++) {
      model.advance(c, 1, truth);
      Philox.gaussian(SEED, 1000 + c, 0, indices.length, observed[c], 0);
      for (int j = 0; j < indices.length; j++) {
        observed[c][j] += truth[indices[j]];
      }
    }
    workers = implementation.equals("simd-threads") ? Workers.shared() : Workers.serial();
    workspace = new Workspace();
    estimator = null;
    k = 0;
  }

  /** Forecast and analysis. */
  @Benchmark
  public void cycle() {
    int c = k % CYCLES;
    if (c == 0) {
      estimator = experiment.methods().getFirst().estimator(experiment, SEED, start.copy(), () -> climatology);
    }
    estimator.forecast(c, 1, workers);
    estimator.analyse(Observations.of(observed[c], 1.0, ObservationOperator.indices(indices)),
        Cycle.of(SEED, k).with(workers).with(workspace));
    k++;
  }

  /** A covariance of all variables does not fit into the memory; and threads do not pay for a small state. */
  @Override
  public boolean possible() {
    return large() ? !provider().options().contains(Option.SINGLE) && !WHOLE.contains(method)
        : implementation.equals("simd");
  }

  @Override
  public Work work() {
    double bytes = 2.0 * Double.BYTES * members() * variables;
    return new Work("cycle.double", variables + " variables", 0.0, bytes);
  }

  @Override
  public double[] output() {
    return estimator.ensemble().values();
  }

  @Override
  public double tolerance() {
    return 0.0;
  }
}
