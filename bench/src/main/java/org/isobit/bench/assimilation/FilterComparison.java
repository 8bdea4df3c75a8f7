package org.isobit.bench.assimilation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isobit.bench.Contest;
import org.isobit.bench.Contest.Rival;
import org.isobit.bench.Contest.Work;
import org.isobit.bench.Opponent;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.particle.ParticleFilter;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.isobit.models.assimilation.smoothing.IEnKS;
import org.isobit.models.assimilation.smoothing.IEnKSScheme;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.Lorenz63;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;

/**
 * Cycles of forecast and analysis with the usual settings of twin experiments, on one thread, against NumPy, where it
 * is installed: all start from the same members and see the same observations. Methods without random numbers must end
 * in the same members, the others must score alike.
 */
public final class FilterComparison {

  /** Cycles with observations; then all begins again. */
  private static final int CYCLES = 2000;

  /** Cycles of which random methods are compared, and how much their scores may differ. */
  private static final int SCORED = 1000;

  private static final double ALIKE = 0.2;

  private static final long SEED = 5;

  /** A model with what is observed of it: everything, at every so many steps. */
  private record Setting(DiscreteModel model, int interval, double variance, double[] start) {

    static Setting lorenz96() {
      double[] start = new double[40];
      start[0] = 1.0;
      return new Setting(new SteppedModel(new Lorenz96(), new RungeKutta4(), 0.05), 1, 1.0, start);
    }

    static Setting lorenz63(double variance) {
      return new Setting(new SteppedModel(new Lorenz63(), new RungeKutta4(), 0.01), 25, variance,
          new double[] {1.509, -1.531, 25.46});
    }

    /** The truth after a spin-up, and then in each cycle. */
    double[][] truth() {
      double[] x = start.clone();
      model.advance(0, 2000, x);
      double[][] truth = new double[CYCLES + 1][];
      truth[0] = x.clone();
      for (int k = 1; k <= CYCLES; k++) {
        model.advance(0, interval, x);
        truth[k] = x.clone();
      }
      return truth;
    }
  }

  /** A method; its name in the opponents' program, and their variants of it. */
  private record Case(String title, String name, Setting setting, int comparedSteps, List<Ensemble> chains,
      double[][] truth, double[][] observed, Function<Ensemble, Estimator> method, List<String> variants)
      implements Work {

    static Case of(String title, String name, Setting setting, int comparedSteps, int chains, int members,
        Function<Ensemble, Estimator> method, String... variants) {
      int size = setting.model().size();
      double[][] truth = setting.truth();
      double[][] observed = new double[CYCLES][size];
      double deviation = Math.sqrt(setting.variance());
      for (int k = 0; k < CYCLES; k++) {
        Philox.gaussian(SEED, k, 0, size, observed[k], 0);
        for (int i = 0; i < size; i++) {
          observed[k][i] = truth[k + 1][i] + deviation * observed[k][i];
        }
      }
      List<Ensemble> starts = IntStream.range(0, chains).mapToObj(chain -> {
        Ensemble ensemble = Ensemble.allocate(members, size);
        for (int m = 0; m < members; m++) {
          double[] x = new double[size];
          Philox.gaussian(SEED + 1, (long) chain * members + m, 0, size, x, 0);
          for (int i = 0; i < size; i++) {
            ensemble.values()[ensemble.index(m) + i] = truth[0][i] + deviation * x[i];
          }
        }
        return ensemble;
      }).toList();
      return new Case(title, name, setting, comparedSteps, starts, truth, observed, method,
          variants.length == 0 ? List.of(name) : List.of(variants));
    }

    @Override
    public int members() {
      return chains.getFirst().members();
    }

    private boolean random() {
      return comparedSteps == SCORED;
    }

    @Override
    public double seconds(int steps) {
      return run(steps, null, null);
    }

    /** Runs all chains; keeps the last members of each, and squared errors of the mean of each cycle, if asked to. */
    private double run(int steps, double[] last, double[] errors) {
      double deviation = Math.sqrt(setting.variance());
      long nanoseconds = 0;
      for (int first = 0; first < steps; first += CYCLES) {
        List<Estimator> estimators = chains.stream().map(c -> method.apply(c.copy())).toList();
        Workspace workspace = new Workspace();
        int here = Math.min(CYCLES, steps - first);
        long begin = System.nanoTime();
        for (int k = 0; k < here; k++) {
          Observations y = Observations.of(observed[k], deviation, ObservationOperator.identity());
          Cycle cycle = Cycle.of(SEED, k).with(workspace).with(Workers.serial());
          for (Estimator estimator : estimators) {
            estimator.forecast((long) k * setting.interval(), setting.interval(), Workers.serial());
            estimator.analyse(y, cycle);
          }
          if (errors != null) {
            errors[k] = squaredError(estimators.getFirst(), truth[k + 1]);
          }
        }
        nanoseconds += System.nanoTime() - begin;
        for (int c = 0; last != null && c < estimators.size(); c++) {
          double[] values = estimators.get(c).ensemble().values();
          System.arraycopy(values, 0, last, c * values.length, values.length);
        }
      }
      return 1e-9 * nanoseconds;
    }

    private static double squaredError(Estimator estimator, double[] truth) {
      Ensemble ensemble = estimator.ensemble();
      double[] weights = estimator.weights();
      double[] mean = new double[truth.length];
      for (int m = 0; m < ensemble.members(); m++) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += ensemble.get(m, i) * (weights == null ? 1.0 / ensemble.members() : weights[m]);
        }
      }
      return squaredError(mean, truth);
    }

    private static double squaredError(double[] mean, double[] truth) {
      double sum = 0.0;
      for (int i = 0; i < truth.length; i++) {
        sum += (mean[i] - truth[i]) * (mean[i] - truth[i]) / truth.length;
      }
      return sum;
    }

    private static double score(double[] squaredErrors) {
      return Arrays.stream(squaredErrors).map(Math::sqrt).average().orElseThrow();
    }

    @Override
    public void compare(Path folder, Opponent opponent, String variant) throws IOException {
      String whose = opponent.version() + ", " + variant;
      if (random()) {
        double[] errors = new double[SCORED];
        run(SCORED, null, errors);
        double other = score(theirs(folder.resolve(variant + ".means.bin")));
        if (!(Math.abs(other - score(errors)) <= ALIKE * score(errors))) {
          throw new IllegalStateException(String.format(Locale.ROOT, "%s: the RMSE of %d cycles is %.3f, but here %.3f",
              whose, SCORED, other, score(errors)));
        }
      } else {
        double[] last = new double[chains.size() * members() * setting.model().size()];
        run(comparedSteps, last, null);
        Contest.compare(folder.resolve(variant + ".numpy.bin"), last, 1e-8, whose);
      }
    }

    private double[] theirs(Path file) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      double[] errors = new double[SCORED];
      double[] mean = new double[setting.model().size()];
      for (int k = 0; k < SCORED; k++) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] = bytes.getDouble();
        }
        errors[k] = squaredError(mean, truth[k + 1]);
      }
      return errors;
    }

    void write(Path folder) throws IOException {
      Contest.write(folder.resolve(name + ".start.bin"),
          chains.stream().flatMapToDouble(c -> Arrays.stream(c.values())).toArray());
      Contest.write(folder.resolve(name + ".observed.bin"),
          Arrays.stream(observed).flatMapToDouble(Arrays::stream).toArray());
      Files.writeString(folder.resolve(name + ".sizes"),
          chains.size() + " " + members() + " " + setting.model().size() + " " + CYCLES + "\n");
    }
  }

  private FilterComparison() {}

  private static Function<Ensemble, Estimator> filter(Setting setting, double factor, InflatingFilter filter) {
    InflatingFilter inflating = filter.withInflation(Inflation.of(Inflation.Kind.POSTERIOR_ANOMALIES, factor));
    return ensemble -> new EnsembleEstimator(setting.model(), ensemble, inflating);
  }

  private static List<Case> cases() {
    Setting ring = Setting.lorenz96();
    Setting weather = Setting.lorenz63(2.0);
    Setting accurate = Setting.lorenz63(1.0);
    Localization near = Localization.ring(40, TaperLaw.GASPARI_COHN, Radius.dapper(4.0));
    return List.of(
        Case.of("ETKF, Lorenz-96", "etkf", ring, 20, 1, 24, filter(ring, 1.02, new ETKF()), "etkf", "etkf-usual"),
        Case.of("ETKF, Lorenz-96, eight chains", "etkf-chains", ring, 20, 8, 24, filter(ring, 1.02, new ETKF()),
            "etkf-chains", "etkf-chains-usual"),
        Case.of("EnSRF, serial, Lorenz-96", "serial-ensrf", ring, 20, 1, 28, filter(ring, 1.02, new SerialEnSRF())),
        Case.of("DEnKF, Lorenz-96", "denkf", ring, 20, 1, 40, filter(ring, 1.01, new DEnKF())),
        Case.of("EnKF, Lorenz-96", "enkf", ring, SCORED, 1, 40, filter(ring, 1.06, new StochasticEnKF())),
        Case.of("LETKF, Lorenz-96", "letkf", ring, 20, 1, 7, filter(ring, 1.04, new LETKF(near).withBatch(2))),
        Case.of("particle filter, Lorenz-63, 25 steps", "particle", weather, SCORED, 1, 800,
            ensemble -> new EnsembleEstimator(weather.model(), ensemble,
                new ParticleFilter().withEffective(0.2).withRegularisation(0.9))),
        Case.of("IEnKS, Lorenz-63, 25 steps", "ienks", accurate, 4, 1, 10,
            ensemble -> new IEnKS(accurate.model(), ensemble,
                IEnKSScheme.USUAL.withInflation(Inflation.of(Inflation.Kind.POSTERIOR_ANOMALIES, 1.02)))));
  }

  /**
   * Measures and describes.
   *
   * @param rounds       rounds in which all take turns
   * @param milliseconds about how long each one runs in a round
   * @return a table in Markdown
   * @throws IOException           if a temporary file cannot be written
   * @throws InterruptedException  if the thread is interrupted
   * @throws IllegalStateException if results differ, or an opponent is installed, but fails
   */
  public static String run(int rounds, int milliseconds) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("isobit-filters");
    try (Opponent numpy = Opponent.numpy(folder, FilterComparison.class, "numpy_filters.py")) {
      List<Rival> rivals = new ArrayList<>();
      for (Case one : numpy == null ? List.<Case>of() : cases()) {
        one.write(folder);
        one.variants().forEach(variant -> rivals.add(new Rival(one, variant, numpy)));
      }
      return Contest.run("method, a cycle of forecast and analysis", folder, rivals, rounds, milliseconds)
          + Contest.absent(numpy, "Python with NumPy 2");
    } finally {
      Contest.delete(folder);
    }
  }
}
