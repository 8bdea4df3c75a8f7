package org.isobit.models.assimilation.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.ExtendedKalmanFilter;
import org.isobit.models.assimilation.gaussian.LinearMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Noise with memory, added to the state or a factor on what steps add. */
class RedNoiseTest {

  private static final int N = 2;
  private static final double PHI = 0.7;
  private static final Dense Q = new Dense(N, N, 1.0, 0.6, 0.6, 2.0);
  private static final Dense M = new Dense(N, N, 0.9, 0.2, -0.1, 0.8);
  private static final long STREAM = 5L << 40;

  private static NoisyModel noisy(int every) {
    return new NoisyModel(new LinearMap(N, M.data()), ModelNoise.of(Q.data(), N), every, NoiseTreatment.ADDITIVE, 3,
        STREAM);
  }

  private static PerturbedTendencies perturbed(ForecastModel model, double variance, double memory, int every,
      double limit) {
    return new PerturbedTendencies(model, ModelNoise.independent(model.size(), variance), memory, every, limit, 3,
        STREAM);
  }

  private static Ensemble ensemble(int members) {
    Ensemble e = Ensemble.allocate(members, N);
    Random random = new Random(8);
    for (int i = 0; i < e.values().length; i++) {
      e.values()[i] = random.nextDouble(-1, 1);
    }
    return e;
  }

  private static double[] advanced(ForecastModel model, long from, int steps, Ensemble e) {
    Ensemble x = e.copy();
    model.advance(from, steps, x, Workers.serial());
    return x.values();
  }

  /** The second moments of x·yᵀ over members and their sampling error, 4 standard deviations of it. */
  private static void covarianceIs(Dense expected, Dense ofX, Dense ofY, double[] x, double[] y) {
    int members = x.length / N;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        double sum = 0;
        for (int m = 0; m < members; m++) {
          sum += x[m * N + i] * y[m * N + j];
        }
        double error = Math.sqrt((ofX.get(i, i) * ofY.get(j, j) + expected.get(i, j) * expected.get(i, j)) / members);
        assertEquals(expected.get(i, j), sum / members, 4 * error, i + ", " + j);
      }
    }
  }

  /** An autoregressive process of variance Q: cov(e_j, e_{j−k}) = φ^k·Q at every j, from the first on. */
  @Test
  void everyTimeHasTheVarianceAndTheCorrelationsOfTheProcess() {
    int members = 30000;
    RedNoise red = new RedNoise(ModelNoise.of(Q.data(), N), PHI, 3, 3, STREAM);
    double[] first = red.at(0, members, Workers.serial());
    double[] before = red.at(7, members, Workers.serial());
    double[] now = red.at(8, members, Workers.serial());
    covarianceIs(Q, Q, Q, first, first);
    covarianceIs(Q, Q, Q, now, now);
    covarianceIs(Q.scale(PHI), Q, Q, now, before);
    covarianceIs(Q.scale(Math.pow(PHI, 8)), Q, Q, now, first);
  }

  /** e_j by a recursion of its own from the numbers of the generator. */
  @Test
  void theProcessIsTheRecursionWhateverIsAskedForAndWhen() {
    int members = 5;
    double[] deviation = {0.5, 2};
    ModelNoise noise = ModelNoise.independent(new double[] {0.25, 4});
    RedNoise red = new RedNoise(noise, PHI, 3, 11, STREAM);
    double[] e = new double[members * N];
    double[] xi = new double[members * N];
    double[][] all = new double[10][];
    for (int j = 0; j < 10; j++) {
      Philox.gaussian(11, STREAM + 3 * j, 0, xi.length, xi, 0);
      for (int i = 0; i < e.length; i++) {
        double eta = deviation[i % N] * xi[i];
        e[i] = j == 0 ? eta : PHI * e[i] + Math.sqrt(1 - PHI * PHI) * eta;
      }
      assertArrayEquals(e, red.at(j, members, Workers.serial()), 1e-14);
      all[j] = red.at(j, members, Workers.serial()).clone();
    }
    // Fewer members, more members, earlier times, other threads, a new beginning: always the same bits.
    assertArrayEquals(all[4], red.at(4, members, Workers.shared()));
    double[] more = red.at(9, 3 * members, Workers.shared());
    assertArrayEquals(all[9], Arrays.copyOf(more, members * N));
    assertArrayEquals(all[9], Arrays.copyOf(red.at(9, 1, Workers.serial()), members * N));
    assertArrayEquals(all[6], new RedNoise(noise, PHI, 3, 11, STREAM).at(6, members, Workers.serial()));
    // Windows that follow one another, each run a second time, as incremental analysis updates do; and one far back.
    RedNoise windows = new RedNoise(noise, PHI, 3, 11, STREAM);
    for (int j : new int[] {1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7, 1, 9, 3, 4, 2, 8}) {
      assertArrayEquals(all[j], windows.at(j, members, Workers.serial()));
    }
  }

  @Test
  void withoutMemoryItIsWhiteNoiseToTheBit() {
    Ensemble e = ensemble(6);
    assertArrayEquals(advanced(noisy(2), 0, 9, e), advanced(noisy(2).withMemory(0.0), 0, 9, e));
  }

  @Test
  void aRunThatIsTakenUpAgainMeetsTheSameNoise() {
    Ensemble e = ensemble(6);
    for (ForecastModel model : new ForecastModel[] {noisy(2).withMemory(PHI),
        perturbed(new LinearMap(N, M.data()), 0.1, PHI, 2, 0.8)}) {
      double[] whole = advanced(model, 0, 9, e);
      Ensemble half = e.copy();
      model.advance(0, 5, half, Workers.shared());
      ForecastModel again = model instanceof NoisyModel ? noisy(2).withMemory(PHI)
          : perturbed(new LinearMap(N, M.data()), 0.1, PHI, 2, 0.8);
      again.advance(5, 4, half, Workers.shared());
      assertArrayEquals(whole, half.values(), model.toString());
      Ensemble few = Ensemble.of(e.values().clone(), 2, N);
      model.advance(0, 9, few, Workers.serial());
      for (int i = 0; i < 2 * N; i++) {
        assertEquals(whole[i], few.values()[i]);
      }
    }
  }

  /**
   * State and noise together are a linear model with white noise: z = (x, e) ← [M φ·I; 0 φ·I]·z + (1 − φ²)^½·(η, η), so
   * that their covariance follows P ← A·P·Aᵀ + (1 − φ²)·[Q Q; Q Q].
   */
  @Test
  void anEnsembleHasTheCovarianceOfTheAugmentedState() {
    int members = 30000;
    Dense a = new Dense(4, 4,
        0.9, 0.2, PHI, 0,
        -0.1, 0.8, 0, PHI,
        0, 0, PHI, 0,
        0, 0, 0, PHI);
    Dense noise = new Dense(4, 4, new double[16]);
    Dense p = new Dense(4, 4, new double[16]);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        noise.data()[4 * i + j] = (1 - PHI * PHI) * Q.get(i % 2, j % 2);
        p.data()[4 * i + j] = i < 2 || j < 2 ? 0 : Q.get(i - 2, j - 2);
      }
    }
    Ensemble e = Ensemble.allocate(members, N);
    NoisyModel model = noisy(1).withMemory(PHI);
    Dense of = new Dense(N, N, new double[4]);
    for (int k = 0; k < 12; k++) {
      model.advance(k, 1, e, Workers.serial());
      p = a.mult(p).mult(a.transpose()).plus(noise);
      of = M.mult(of).mult(M.transpose()).plus(Q);
    }
    Dense x = new Dense(N, N, p.get(0, 0), p.get(0, 1), p.get(1, 0), p.get(1, 1));
    covarianceIs(x, x, x, e.values(), e.values());
    // What white noise of the same variance leads to is far outside that.
    assertTrue(x.get(0, 0) > 1.5 * of.get(0, 0), x.get(0, 0) + ", " + of.get(0, 0));
  }

  /** M(x) + r·(M(x) − x) with the numbers of the generator, a pattern staying for three steps. */
  @Test
  void tendenciesAreMultiplied() {
    double limit = 0.4;
    Ensemble e = ensemble(5);
    double[] x = e.values().clone();
    double[] xi = new double[x.length];
    double[] pattern = new double[x.length];
    int clipped = 0;
    for (int k = 0; k < 8; k++) {
      if (k % 3 == 0) {
        Philox.gaussian(3, STREAM + k, 0, xi.length, xi, 0);
        for (int i = 0; i < xi.length; i++) {
          pattern[i] = k == 0 ? 0.5 * xi[i] : PHI * pattern[i] + Math.sqrt(1 - PHI * PHI) * 0.5 * xi[i];
        }
      }
      for (int m = 0; m < 5; m++) {
        double u = x[2 * m];
        double v = x[2 * m + 1];
        double[] r = new double[N];
        for (int i = 0; i < N; i++) {
          r[i] = Math.max(-limit, Math.min(limit, pattern[2 * m + i]));
          clipped += r[i] == pattern[2 * m + i] ? 0 : 1;
        }
        x[2 * m] = u + (1 + r[0]) * (0.9 * u + 0.2 * v - u);
        x[2 * m + 1] = v + (1 + r[1]) * (-0.1 * u + 0.8 * v - v);
      }
    }
    assertTrue(clipped > 10 && clipped < 70, "clipped " + clipped);
    assertArrayEquals(x, advanced(perturbed(new LinearMap(N, M.data()), 0.25, PHI, 3, limit), 0, 8, e), 1e-14);
    assertArrayEquals(advanced(new LinearMap(N, M.data()), 0, 8, e),
        advanced(perturbed(new LinearMap(N, M.data()), 0.0, PHI, 3, limit), 0, 8, e));
  }

  /** x ← x·(1 − a·(1 + r)) with white r: E x = (1 − a)^k·x_0 and E x² = ((1 − a)² + a²·σ²)^k·x_0². */
  @Test
  void aLinearDecayHasTheMomentsOfItsFactors() {
    int members = 40000;
    int steps = 4;
    double a = 0.3;
    double variance = 0.5;
    Ensemble e = Ensemble.allocate(members, 1);
    Arrays.fill(e.values(), 2.0);
    perturbed(new LinearMap(1, new double[] {1 - a}), variance, 0.0, 1, 1e3).advance(0, steps, e, Workers.serial());
    double mean = 0;
    double square = 0;
    for (double x : e.values()) {
      mean += x / members;
      square += x * x / members;
    }
    double expected = 2 * Math.pow(1 - a, steps);
    double second = 4 * Math.pow((1 - a) * (1 - a) + a * a * variance, steps);
    // The fourth moment, of a normal factor of mean μ and variance s²: μ⁴ + 6·μ²·s² + 3·s⁴.
    double mu = (1 - a) * (1 - a);
    double s2 = a * a * variance;
    double fourth = 16 * Math.pow(mu * mu + 6 * mu * s2 + 3 * s2 * s2, steps);
    assertEquals(expected, mean, 4 * Math.sqrt((second - expected * expected) / members));
    assertEquals(second, square, 4 * Math.sqrt((fourth - second * second) / members));
  }

  @Test
  void mistakesAreNamed() {
    refused("the memory must be between -1 and 1, but is 1.0", () -> noisy(1).withMemory(1.0));
    refused("the memory must be between -1 and 1, but is NaN", () -> noisy(1).withMemory(Double.NaN));
    refused("noise with memory is for the treatment additive, but it is sqrt-core",
        () -> new NoisyModel(new LinearMap(N, M.data()), ModelNoise.independent(N, 1), 1, NoiseTreatment.SQRT_CORE, 1,
            0).withMemory(0.5));
    refused("it begins at time level 0, but is asked for -4",
        () -> noisy(2).withMemory(0.5).advance(-6, 2, ensemble(2), Workers.serial()));
    refused("the covariance takes white noise alone, but the model's has the memory 0.5",
        () -> new ExtendedKalmanFilter(noisy(1).withMemory(0.5), Gaussian.independent(new double[N], 1), 1));
    LinearMap map = new LinearMap(N, M.data());
    refused("limit must be positive and finite, but is 0.0", () -> perturbed(map, 1, 0, 1, 0));
    refused("every must be positive, but is 0", () -> perturbed(map, 1, 0, 0, 1));
    refused("the memory must be between -1 and 1, but is -1.0", () -> perturbed(map, 1, -1, 1, 1));
    refused("the model has 2 variables but the noise 3", () -> new PerturbedTendencies(map,
        ModelNoise.independent(3, 1), 0, 1, 1, 1, 0));
    refused("steps", () -> perturbed(map, 1, 0, 1, 1).advance(0, -1, ensemble(2), Workers.serial()));
    refused("has 6 elements in 3 columns", () -> ModelNoise.ofRoot(new double[6], 2, 3));
    refused("has 3 elements in 1 columns", () -> ModelNoise.ofRoot(new double[3], 2, 1));
    refused("root", () -> ModelNoise.ofRoot(new double[] {1, Double.NaN}, 2, 1));
    refused("there are 2 variables already, but are to be 1", () -> ModelNoise.independent(2, 1).padded(1));
    Ensemble e = ensemble(2);
    e.set(1, 0, Double.NaN);
    double[] before = e.values().clone();
    assertThrows(NumericalException.class, () -> NoiseTreatment.ADDITIVE.give(new double[4], e));
    assertArrayEquals(before, e.values());
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
